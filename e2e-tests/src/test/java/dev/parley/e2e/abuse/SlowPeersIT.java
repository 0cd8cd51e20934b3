package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do not read, or that send as slowly as they can. */
@ExtendWith(Unharmed.class)
@Timeout(120)
class SlowPeersIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SLOW_CONSUMERS = "parley_connections_failed_total{code=\"slow-consumer\"";
    /** The longest text that a message may have, in letters of three bytes. */
    private static final String LONG_TEXT = "한".repeat(8_000);

    private static final long LONG_MESSAGE = 3 * 8_000 + 1_000;
    private static final int SPEAKERS = 10;
    private static final int MESSAGES = 50;

    @Test
    void aReaderThatStopsReadingIsClosedAndCostsItsOutboxWhileTheRoomIsFlooded(AbusedParley parley) {
        long slowBefore = parley.vitals().meter(SLOW_CONSUMERS);
        long liveBefore = parley.vitals().live();
        try (RawClient deaf = parley.narrowTcp();
                StompClient reader = parley.gateway().open("ws", List.of())) {
            deaf.send(Pieces.CONNECT).send(Pieces.subscribe("s", "flooded"));
            deaf.readUntil("\n\n\0");
            reader.connect();
            reader.send(StompFrame.of(
                    "SUBSCRIBE", "id", "s", "destination", "/subscribe/chat/room/flooded", "receipt", "r"));
            long head = reader.expectReceipt("r").number("head");
            for (int i = 0; i < SPEAKERS; i++) {
                flood(parley, "flooded");
            }

            long cost = parley.vitals().live() - liveBefore;
            parley.note("  a reader that does not read: " + cost / Bounds.KIB + " KiB");
            assertThat(cost).isLessThan(2 * Bounds.OUTBOX + feeds());
            for (long seq = head + 1; seq <= head + SPEAKERS * (MESSAGES + 1); seq++) {
                assertThat(reader.expectMessage("s").number("seq")).isEqualTo(seq);
            }
            Eventually.within(
                    SOON,
                    () -> assertThat(parley.vitals().meter(SLOW_CONSUMERS)).isEqualTo(slowBefore + 1));
            deaf.readToEnd();
        }
    }

    /** The newest events of the room on each event loop, and frames of the newest of them. */
    private static long feeds() {
        return 2L * (Bounds.FEED_EVENTS * LONG_MESSAGE + Bounds.FRAMES) + 4 * Bounds.MIB;
    }

    private static void flood(AbusedParley parley, String room) {
        try (StompClient speaker = parley.gateway().open("tcp", List.of())) {
            speaker.connect();
            for (int i = 1; i <= MESSAGES; i++) {
                speaker.send(Pieces.message(room, "m" + i, LONG_TEXT));
            }
            speaker.expectReceipt("m" + MESSAGES);
        }
    }

    @Test
    void whoNeverReadsItsRefusalsIsReadNoMoreAndClosed(AbusedParley parley) {
        long slowBefore = parley.vitals().meter(SLOW_CONSUMERS);
        String refused = "SEND\ndestination:/publish/nowhere\nreceipt:" + "r".repeat(900) + "\n\n\0";
        try (RawClient deaf = parley.narrowTcp()) {
            deaf.send(Pieces.CONNECT).send(Pieces.HEAR_REFUSALS);

            long cost = costOfFlood(parley, deaf, Pieces.endless(refused), 200 * Bounds.MIB);

            parley.note("  refusals that nobody reads: " + cost / Bounds.KIB + " KiB");
            assertThat(cost).isLessThan(2 * Bounds.OUTBOX + Bounds.WAITING_FRAMES + Bounds.POOLS);
            Eventually.within(
                    SOON,
                    () -> assertThat(parley.vitals().meter(SLOW_CONSUMERS)).isEqualTo(slowBefore + 1));
            deaf.readToEnd();
        }
    }

    @Test
    void pingsWhosePongsNobodyReadsCostABoundOnly(AbusedParley parley) {
        try (RawClient deaf = parley.narrowHttp()) {
            RawWebSocket.upgrade(deaf, "/ws");
            deaf.send(RawWebSocket.text(Pieces.CONNECT));
            byte[] ping = RawWebSocket.frame(RawWebSocket.FIN | RawWebSocket.PING, new byte[125]);
            byte[] pings = new byte[ping.length * 500];
            for (int i = 0; i < pings.length; i += ping.length) {
                System.arraycopy(ping, 0, pings, i, ping.length);
            }

            long cost = costOfFlood(parley, deaf, pings, Sizes.times(20) * Bounds.MIB);

            parley.note("  pongs that nobody reads: " + cost / Bounds.KIB + " KiB");
            assertThat(cost).isLessThan(2 * Bounds.OUTBOX + Bounds.POOLS);
        }
    }

    /** The most that it costs at any time before the server ends it: afterwards everything is given back. */
    private static long costOfFlood(AbusedParley parley, RawClient client, byte[] piece, long total) {
        long before = parley.vitals().live();
        CompletableFuture<Long> flood = CompletableFuture.supplyAsync(() -> client.flood(piece, total));
        long peak = before;
        do {
            peak = Math.max(peak, parley.vitals().live());
        } while (!flood.isDone());
        flood.join();
        return peak - before;
    }

    @Test
    void lineEndsAreHeartBeatsHoweverMany(AbusedParley parley) {
        try (RawClient client = parley.tcp()) {
            client.send(Pieces.CONNECT);
            client.flood(Pieces.endless("\n"), Sizes.times(50) * Bounds.MIB);
            client.send("DISCONNECT\nreceipt:still here\n\n\0");

            assertThat(client.readToEnd()).contains("RECEIPT\nreceipt-id:still here\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aFrameMayComeByteByByte(int frames, AbusedParley parley) {
        int letters = 8_000 / frames;
        try (RawClient client = parley.tcp()) {
            client.send(Pieces.CONNECT);
            client.readUntil("\n\n\0");
            for (int i = 0; i < frames; i++) {
                String frame = "SEND\ndestination:/publish/chat/room/bytes\nreceipt:r" + i
                        + "\ncontent-type:text/plain\n\n" + "x".repeat(letters) + "\0";
                frame.chars().forEach(letter -> client.send(Character.toString(letter)));
                client.readUntil("\n\n\0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\n",
                "POST /api/v1/auth/guest HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n",
                "POST /ws-sockjs/000/slow/xhr_send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n",
                "POST /eventbus/000/slow/xhr HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void aRequestThatDripsEnds(String begun, AbusedParley parley) {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (RawClient client = parley.http()) {
            client.send(begun);
            Future<?> dripping = drip.scheduleWithFixedDelay(() -> client.send("1"), 100, 100, TimeUnit.MILLISECONDS);

            assertThat(client.readToEnd()).matches("(?s)(HTTP/1.1 4.*)?");
            dripping.cancel(true);
        } finally {
            drip.shutdownNow();
        }
    }
}
