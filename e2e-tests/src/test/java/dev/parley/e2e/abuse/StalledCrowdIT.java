package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand readers of one busy room that stop reading: they cost their bound, and nobody else anything. */
@Timeout(300)
class StalledCrowdIT {
    private static final int READERS = 10_000;
    /** Half of it, and one message for each of them, fit: with less, some would be cut off. */
    private static final long BACKLOG = 64 * Bounds.MIB;

    private static final int COME_BACK = 20;
    private static final int MESSAGES = 300;
    /** The first message joins its author. */
    private static final int EVENTS = MESSAGES + 1;

    private static final String ROOM = "busy";
    private static final String SUBSCRIBE =
            "SUBSCRIBE\nid:s\nreceipt:r\ndestination:/subscribe/chat/room/" + ROOM + "\n\n\0";
    private static final String CUT_OFF = "parley_limit_exceeded_total{limit=\"backlog\"";
    private static final String BACKLOG_METER = "parley_backlog_bytes";
    /** Long enough for 300 of them to be more than the system keeps for a socket that is not read. */
    private static final String TEXT = "x".repeat(1_500);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern SEQ = Pattern.compile("\nseq:(\\d+)\n");

    /** A connection with a subscription: what it costs while nothing waits for it. */
    private static final long IDLE = 18 * Bounds.KIB;
    /** The room itself, on two loops and in the log's owner; pages being read; the pools' rounding. */
    private static final long REST = 8 * Bounds.MIB;

    private static final Bounds.Memory MEMORY = new Bounds.Memory(384, 192);

    private static final Map<String, String> UNHURRIED = Map.of(
            "PARLEY_SLOW_CONSUMER_SECONDS", "600",
            "PARLEY_MAX_CONNECTIONS_PER_ADDRESS", Integer.toString(2 * READERS),
            "PARLEY_SENDS_PER_SECOND", "0",
            "PARLEY_USER_SENDS_PER_SECOND", "0",
            "PARLEY_ADDRESS_SENDS_PER_SECOND", "0",
            "PARLEY_BACKLOG_BYTES", Long.toString(BACKLOG));

    @Test
    void thousandsThatStopReadingCostTheirBoundWhileOthersReadOnAndThenCatchUp() {
        try (AbusedParley parley = new AbusedParley("stalled", UNHURRIED, MEMORY);
                StompClient healthy = parley.gateway().open("ws", List.of())) {
            healthy.connect();
            long head = subscribe(healthy);
            int size = Sizes.sockets(READERS);
            long before = parley.vitals().live();
            try (Crowd overTcp = Crowd.of(size / 2, () -> deafOverTcp(parley));
                    Crowd overWebSocket = Crowd.of(size / 2, () -> deafOverWebSocket(parley))) {
                publish(parley);
                for (long seq = head + 1; seq <= head + EVENTS; seq++) {
                    assertThat(next(healthy)).isEqualTo(seq);
                }

                long cost = parley.vitals().live() - before;
                long waits = parley.vitals().meter(BACKLOG_METER);
                parley.note("  " + size + " stalled readers: " + waits / Bounds.KIB + " KiB wait, " + cost / Bounds.KIB
                        + " KiB live");
                assertThat(waits).isBetween(BACKLOG / 4, BACKLOG);
                assertThat(cost).isLessThan(BACKLOG + size * IDLE + REST);
                assertThat(parley.vitals().meter(CUT_OFF)).isZero();
                comeBack(overTcp, head);
                comeBack(overWebSocket, head);
            }
            assertThat(parley.vitals().peakResident()).isLessThan(MEMORY.process());
            Eventually.within(
                    SOON, () -> assertThat(parley.vitals().meter(BACKLOG_METER)).isZero());
        }
    }

    private static long subscribe(StompClient reader) {
        reader.send(
                StompFrame.of("SUBSCRIBE", "id", "s", "destination", "/subscribe/chat/room/" + ROOM, "receipt", "r"));
        return reader.expectReceipt("r").number("head");
    }

    private static long next(StompClient reader) {
        return reader.expect("a MESSAGE", frame -> frame.command().equals("MESSAGE"), SOON)
                .number("seq");
    }

    private static RawClient deafOverTcp(AbusedParley parley) {
        RawClient deaf = parley.narrowTcp().send(Pieces.CONNECT + SUBSCRIBE);
        deaf.readUntil("RECEIPT");
        return deaf;
    }

    private static RawClient deafOverWebSocket(AbusedParley parley) {
        RawClient deaf = parley.narrowHttp();
        RawWebSocket.upgrade(deaf, "/ws");
        deaf.send(RawWebSocket.text(Pieces.CONNECT)).send(RawWebSocket.text(SUBSCRIBE));
        deaf.readUntil("RECEIPT");
        return deaf;
    }

    private static void publish(AbusedParley parley) {
        try (StompClient speaker = parley.gateway().open("tcp", List.of())) {
            speaker.connect();
            for (int i = 1; i <= MESSAGES; i++) {
                speaker.send(Pieces.message(ROOM, "m" + i, TEXT));
                speaker.expect("RECEIPT " + i, frame -> frame.command().equals("RECEIPT"), SOON);
            }
        }
    }

    private static void comeBack(Crowd crowd, long head) {
        for (RawClient reader : crowd.all().subList(0, COME_BACK / 2)) {
            String said = reader.readPast("\nseq:" + (head + EVENTS) + "\n");
            List<Long> read = new ArrayList<>();
            SEQ.matcher(said).results().forEach(seq -> read.add(Long.parseLong(seq.group(1))));
            assertThat(read)
                    .isEqualTo(LongStream.rangeClosed(head + 1, head + EVENTS)
                            .boxed()
                            .toList());
        }
    }
}
