package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A gateway is asked to stop (SIGTERM) while people write and read at it, at every door of STOMP, behind something that
 * sends new connections where readiness says: all go on at the other gateway, nothing receipted is lost, nothing stored
 * twice, and who resumes reads every event once and in order.
 */
@ExtendWith(Runs.class)
class ReplacedGatewayIT {
    private static final List<String> DOORS = List.of("ws", "tcp", "sockjs");
    private static final int RECEIPTS = 60;
    private static final Duration PAUSE = Duration.ofMillis(70);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String room = "replaced-" + run;
    private final List<RetryingWriter> writers = new ArrayList<>();
    private final List<ResumingReader> readers = new ArrayList<>();

    @Test
    void nothingIsLostAndEverybodyGoesOnAtTheOtherGateway(LocalCluster parley) throws Exception {
        Gateway staying = parley.gateways().get(0);
        Gateway leaving = parley.gateways().get(1);
        JavaProcess process = parley.process("gateway-2");
        Supplier<Gateway> balancer = () -> process.isReady() ? leaving : staying;
        for (String door : DOORS) {
            String writer = door + "-writer-" + run;
            writers.add(new RetryingWriter(balancer, door, RoomLog.register(staying, writer), room, writer, PAUSE));
        }
        String token = RoomLog.register(staying, "reader-" + run);
        DOORS.forEach(door -> readers.add(new ResumingReader(balancer, door, token, room)));

        ExecutorService threads = Executors.newFixedThreadPool(2 * DOORS.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            writers.forEach(writer -> all.add(threads.submit(writer)));
            readers.forEach(reader -> all.add(threads.submit(reader)));
            awaitReceipts(RECEIPTS);

            process.terminate();

            awaitReceipts(RECEIPTS);
            writers.forEach(RetryingWriter::stop);
            Eventually.within(
                    PATIENCE, () -> assertThat(all.subList(0, DOORS.size())).allMatch(Future::isDone));
            RoomLog log = RoomLog.read(staying, token, room);
            readers.forEach(reader -> reader.stopAt(log.size()));
            Eventually.within(PATIENCE, () -> assertThat(all).as("%s", readers).allMatch(Future::isDone));
            check(log);
            assertThat(process.logTail()).contains("stopped").doesNotContain("giving up", "going on");
        } finally {
            threads.shutdownNow();
            if (!process.isAlive()) {
                parley.restart("gateway-2");
            }
        }
    }

    private void awaitReceipts(int more) {
        List<Integer> before =
                writers.stream().map(writer -> writer.receipts().size()).toList();
        Eventually.within(PATIENCE, () -> {
            for (int i = 0; i < writers.size(); i++) {
                assertThat(writers.get(i).receipts().size())
                        .as("%s", writers.get(i))
                        .isGreaterThanOrEqualTo(before.get(i) + more);
            }
        });
    }

    private void check(RoomLog log) {
        log.assertHasNoHoles();
        Map<String, List<Long>> said = new HashMap<>();
        writers.forEach(writer ->
                writer.receipts().forEach((id, receipt) -> said.put(id, List.of(receipt.number("seq")))));
        assertThat(log.sequencesByClientMessageId())
                .as("each message once, where its RECEIPT says, and nothing else")
                .isEqualTo(said);
        assertThat(writers)
                .as("nobody is told more than to come again")
                .flatExtracting(RetryingWriter::refusals)
                .allMatch(refusal -> refusal.header("code").equals(Optional.of("unavailable")));
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.subscriptions()).as("it has moved").isGreaterThanOrEqualTo(2);
            assertThat(reader.unrecovered()).isEmpty();
            assertThat(reader.events())
                    .extracting(event -> event.number("seq"))
                    .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(reader.events()).extracting(StompFrame::body).isEqualTo(log.bodies());
        });
    }
}
