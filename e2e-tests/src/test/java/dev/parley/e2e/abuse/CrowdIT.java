package dev.parley.e2e.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections by the thousand that want nothing, or never say what they want. */
@ExtendWith(Unharmed.class)
@Timeout(120)
class CrowdIT {
    /** By its deadline, or at once where more wait already than may. */
    private static final String REFUSED = "(?s)ERROR\n.*\ncode:(bad-request|unavailable)\n.*";

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void tenThousandThatNeverConnectCostLittleAndEndByTheDeadline(AbusedParley parley) {
        int size = Sizes.sockets(10_000);
        long before = parley.vitals().live();
        try (Crowd crowd = Crowd.of(size, parley::tcp)) {
            long there = parley.vitals().connections("tcp");
            long cost = parley.vitals().live() - before;
            parley.note("  " + size + " silent connections: " + there + " at once, " + cost / Bounds.KIB + " KiB");

            assertThat(cost).isLessThan(size * Bounds.SILENT_CONNECTION);
            assertThat(crowd.readToEnd()).allMatch(said -> said.matches(REFUSED));
        }
    }

    @Test
    void framesThatAreNeverFinishedCostTheirBytesAndEndByTheDeadline(AbusedParley parley) {
        int size = Sizes.times(200);
        String headers = ("h%d:" + "v".repeat(1_000) + "\n");
        StringBuilder frame = new StringBuilder("SEND\n");
        for (int i = 0; i < Bounds.MAX_HEADERS - 1; i++) {
            frame.append(String.format(Locale.ROOT, headers, i));
        }
        frame.append("content-length:").append(Bounds.MAX_BODY).append("\n\n").append("x".repeat(60_000));
        long before = parley.vitals().live();
        try (Crowd crowd = Crowd.of(size, parley::tcp).say(frame.toString().getBytes(UTF_8))) {
            long cost = parley.vitals().live() - before;
            parley.note("  " + size + " unfinished frames: " + cost / Bounds.KIB + " KiB");

            assertThat(cost).isLessThan(size * Bounds.UNFINISHED_FRAME);
            assertThat(crowd.readToEnd()).allMatch(said -> said.matches(REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws-sockjs", "/eventbus"})
    void sockJsSessionsThatNobodyPollsEnd(String path, AbusedParley parley) {
        int size = Sizes.times(500);
        long sockets = parley.vitals().sockets();
        for (int i = 0; i < size; i++) {
            try (RawClient opener = parley.http()) {
                opener.send(Pieces.post(path + "/000/unpolled" + i + "/xhr", ""));
                assertThat(opener.readToEnd()).matches("(?s)HTTP/1.1 (200 .*o\n.*|503 .*)");
            }
        }
        Eventually.within(SOON, () -> {
            assertThat(parley.vitals().connections("sockjs")).isZero();
            assertThat(parley.vitals().sockets()).isLessThan(sockets + 10);
        });
    }

    @Test
    void whoClosesItsHalfIsClosed(AbusedParley parley) {
        try (Crowd silent = Crowd.of(Sizes.times(100), () -> parley.tcp().halfClose());
                Crowd connected = Crowd.of(Sizes.times(100), parley::tcp).say(Pieces.CONNECT.getBytes(UTF_8));
                Crowd asking = Crowd.of(Sizes.times(100), () -> parley.http()
                        .send("GET / HTTP/1.1\r\nHost:")
                        .halfClose())) {
            connected.all().forEach(client -> client.readUntil("\n\n\0"));
            connected.all().forEach(RawClient::halfClose);

            assertThat(silent.readToEnd()).allMatch(said -> said.isEmpty() || said.matches(REFUSED));
            assertThat(connected.readToEnd()).containsOnly("");
            assertThat(asking.readToEnd()).containsOnly("");
        }
    }

    @Test
    void resetsInTheMiddleOfFramesLeaveNothing(AbusedParley parley) {
        byte[] message = RawWebSocket.text(Pieces.CONNECT);
        for (int i = 0; i < Sizes.times(300); i++) {
            parley.tcp().send("CONNECT\naccept-version:1.2\nho").reset();
            parley.tcp()
                    .send(Pieces.CONNECT + "SEND\ndestination:/publish/chat\n\n{\"chatRoo")
                    .reset();
            parley.http()
                    .send(Pieces.post("/api/v1/auth/guest", 1_000, "") + "{")
                    .reset();
            RawClient socket = parley.http();
            RawWebSocket.upgrade(socket, "/ws");
            socket.send(message).send(RawWebSocket.head(RawWebSocket.TEXT, 100)).reset();
        }
        assertThat(parley.isAlive()).isTrue();
    }

    @Test
    void httpConnectionsThatAskForNothingEnd(AbusedParley parley) {
        try (Crowd crowd = Crowd.of(Sizes.times(1_000), parley::http)) {
            assertThat(crowd.readToEnd()).allMatch(said -> said.isEmpty() || said.startsWith("HTTP/1.1 408 "));
        }
    }
}
