package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The single process is killed in the middle of a burst: what was acknowledged is there, and the rest can be said again. */
class KillIT {
    private static final String ROOM = "burst";
    private static final int WRITERS = 8;
    private static final int MESSAGES = 40;
    private static final int KILL_AFTER = WRITERS * MESSAGES / 4;
    private static final long BURST_SECONDS = 180;

    @Test
    void whatWasReceiptedSurvivesAKillAndTheRestIsStoredOnceWhenSaidAgain() throws Exception {
        try (SingleProcess parley = new SingleProcess(Runs.freshFolder("kill"))) {
            Gateway gateway = parley.gateways().get(0);
            String token = RoomLog.register(gateway, "reader");
            List<Writer> writers = writers(gateway);

            AtomicInteger receipts = new AtomicInteger();
            burst(writers, () -> {
                if (receipts.incrementAndGet() == KILL_AFTER) {
                    parley.kill();
                }
            });
            Map<String, StompFrame> acknowledged = acknowledged(writers);
            assertThat(acknowledged).hasSizeBetween(KILL_AFTER, WRITERS * MESSAGES - 1);
            parley.restart();

            RoomLog after = RoomLog.read(gateway, token, ROOM);
            after.assertHasNoHoles();
            acknowledged.forEach((id, receipt) -> assertThat(after.sequencesOf(id))
                    .as("receipted before the kill: %s", id)
                    .containsExactly(receipt.number("seq")));

            burst(writers, () -> {});
            RoomLog complete = RoomLog.read(gateway, token, ROOM);
            complete.assertHasNoHoles();
            Map<String, StompFrame> all = acknowledged(writers);
            assertThat(all).hasSize(WRITERS * MESSAGES);
            all.forEach((id, receipt) -> assertThat(complete.sequencesOf(id))
                    .as("stored once, where its receipt says: %s", id)
                    .containsExactly(receipt.number("seq")));
        }
    }

    private static List<Writer> writers(Gateway gateway) throws Exception {
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "writer-" + i;
            String door = List.of("ws", "tcp", "sockjs").get(i % 3);
            writers.add(new Writer(gateway, door, RoomLog.register(gateway, name), ROOM, name, MESSAGES));
        }
        return writers;
    }

    private static void burst(List<Writer> writers, Runnable onReceipt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (Writer writer : writers) {
                runs.add(threads.submit(() -> writer.sayWhatHasNoReceipt(onReceipt)));
            }
            for (Future<?> run : runs) {
                run.get(BURST_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, StompFrame> acknowledged(List<Writer> writers) {
        Map<String, StompFrame> all = new HashMap<>();
        writers.forEach(writer -> all.putAll(writer.receipts()));
        return all;
    }
}
