package dev.parley.gateway.transport;

import static dev.parley.gateway.transport.RawWebSocket.FIN;
import static dev.parley.gateway.transport.RawWebSocket.PING;
import static dev.parley.gateway.transport.RawWebSocket.PONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6455, 5.5.2 and 5.5.3: pings are answered, as far as that hurts nobody; ours find out who is gone. */
class WebSocketPingsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 200_000;
    private static final byte[] LONGEST = new byte[125];

    @Test
    void aBurstOfPingsIsAnsweredOneByOne() throws IOException {
        try (WebSocketServer server = new WebSocketServer();
                RawWebSocket socket = server.connected()) {
            Buffer burst = Buffer.buffer();
            for (int i = 0; i < 50; i++) {
                burst.appendBytes(
                        RawWebSocket.frame(FIN | PING, Integer.toString(i).getBytes(StandardCharsets.US_ASCII)));
            }

            socket.send(burst.getBytes());

            for (int i = 0; i < 50; i++) {
                RawWebSocket.Frame pong = socket.read();
                assertThat(pong.opcode()).isEqualTo(PONG);
                assertThat(pong.text()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void pingsBeyondTheRateAreRefused() throws IOException {
        try (WebSocketServer server = new WebSocketServer();
                RawWebSocket socket = server.connected()) {
            flood(socket, PING, 1000);

            List<RawWebSocket.Frame> rest = socket.readToEnd();
            assertThat(rest).filteredOn(frame -> frame.opcode() == PONG).hasSizeLessThan(1000);
            assertThat(rest.get(rest.size() - 2).text()).startsWith("ERROR\n").contains("code:rate-limited");
            assertThat(rest.get(rest.size() - 1).status()).isEqualTo(1008);
            server.answersOthers();
        }
    }

    /** Where the rate allows it, the bound of the pongs alone must hold. */
    @Test
    void pongsDoNotPileUpForAClientThatDoesNotRead() throws IOException {
        WebSocketLimits generous = new WebSocketLimits(196_608, Duration.ofSeconds(30), 1_000_000);
        try (WebSocketServer server = new WebSocketServer(generous);
                RawWebSocket socket = new RawWebSocket(server.port(), 4096)) {
            assertThat(socket.handshake().status()).isEqualTo(101);

            flood(socket, PING, MANY);

            server.answersOthers();
            assertThat(server.heldBytes()).isLessThan(64 * 1024);
            Eventually.within(
                    Duration.ofSeconds(20), () -> assertThat(server.size()).isEqualTo(1)); // the others have left
            // What is in the kernel's buffers has left; the rest was answered by answering the newest.
            assertThat(pongsUpToThatOf(socket, "the newest")).isLessThan(MANY / 2);
        }
    }

    @Test
    void pongsThatNobodyAskedForAreIgnored() throws IOException {
        try (WebSocketServer server = new WebSocketServer();
                RawWebSocket socket = server.connected()) {
            flood(socket, PONG, 10_000);

            socket.text("SEND\ndestination:/x\n\nstill here\0");

            assertThat(socket.read().text()).contains("still here");
        }
    }

    private static int pongsUpToThatOf(RawWebSocket socket, String ping) throws IOException {
        socket.send(FIN | PING, ping.getBytes(StandardCharsets.US_ASCII));
        int pongs = 1;
        while (!socket.read().text().equals(ping)) {
            pongs++;
        }
        return pongs;
    }

    private static void flood(RawWebSocket socket, int opcode, int times) throws IOException {
        byte[] frame = RawWebSocket.frame(FIN | opcode, LONGEST);
        Buffer batch = Buffer.buffer();
        for (int i = 0; i < 200; i++) {
            batch.appendBytes(frame);
        }
        for (int sent = 0; sent < times; sent += 200) {
            socket.send(batch.getBytes());
        }
    }

    @Test
    void aSilentPeerIsPingedAndThenCutOff() throws IOException {
        WebSocketLimits impatient = new WebSocketLimits(196_608, Duration.ofSeconds(2), 20);
        try (WebSocketServer server = new WebSocketServer(impatient);
                RawWebSocket socket = server.connected()) {
            assertThat(socket.read().opcode()).isEqualTo(PING);

            Eventually.within(PATIENCE, () -> assertThat(server.size()).isZero());
            assertThat(socket.input().read()).isEqualTo(-1);
        }
    }
}
