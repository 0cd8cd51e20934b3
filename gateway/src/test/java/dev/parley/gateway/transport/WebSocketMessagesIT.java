package dev.parley.gateway.transport;

import static dev.parley.gateway.transport.RawWebSocket.BINARY;
import static dev.parley.gateway.transport.RawWebSocket.CLOSE;
import static dev.parley.gateway.transport.RawWebSocket.CONTINUATION;
import static dev.parley.gateway.transport.RawWebSocket.FIN;
import static dev.parley.gateway.transport.RawWebSocket.PING;
import static dev.parley.gateway.transport.RawWebSocket.PONG;
import static dev.parley.gateway.transport.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 6455, 5 and 7: messages in whatever pieces, control frames among them, and the closing handshake. */
class WebSocketMessagesIT {
    private static final WebSocketServer SERVER = new WebSocketServer();
    private static final byte[] SEND = bytes("SEND\ndestination:/x\n\n안녕 👍\0");
    private static final byte[] NOTHING = {};

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @BeforeEach
    void forget() {
        SERVER.sent().clear();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void isEchoed(RawWebSocket socket) throws IOException {
        assertThat(socket.read().text()).startsWith("MESSAGE\n").contains("안녕 👍");
    }

    @Test
    void aMessageMayComeInFragmentsWithControlFramesBetween() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(TEXT, Arrays.copyOfRange(SEND, 0, 23));
            socket.send(FIN | PING, bytes("are you there"));
            socket.send(CONTINUATION, NOTHING);
            socket.send(FIN | PONG, bytes("nobody asked"));
            socket.send(CONTINUATION, Arrays.copyOfRange(SEND, 23, SEND.length - 2));
            socket.send(FIN | CONTINUATION, Arrays.copyOfRange(SEND, SEND.length - 2, SEND.length));

            RawWebSocket.Frame pong = socket.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("are you there");
            isEchoed(socket);
        }
    }

    @Test
    void aMessageMayComeAByteAFrameAndAFrameAByteATime() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            for (int i = 0; i < SEND.length; i++) {
                int first = (i == 0 ? TEXT : CONTINUATION) | (i == SEND.length - 1 ? FIN : 0);
                for (byte each : RawWebSocket.frame(first, new byte[] {SEND[i]})) {
                    socket.send(new byte[] {each});
                }
            }

            isEchoed(socket);
        }
    }

    @Test
    void aFrameOfStompMayBeSpreadOverMessagesAndAMessageHaveMany() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.text("SEND\ndestina");
            socket.text("");
            socket.text("tion:/x\n\n안녕 👍\0\n" + new String(SEND, StandardCharsets.UTF_8) + "SEND\n");
            socket.text("destination:/x\n\n안녕 👍\0");

            isEchoed(socket);
            isEchoed(socket);
            isEchoed(socket);
        }
    }

    @Test
    void aBinaryMessageIsReadAndMayEndInsideACharacter() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(FIN | BINARY, Arrays.copyOfRange(SEND, 0, 23));
            socket.send(FIN | BINARY, Arrays.copyOfRange(SEND, 23, SEND.length));

            isEchoed(socket);
        }
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefusedByStompWhereTheMessageIsBinary() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(
                    FIN | BINARY,
                    Buffer.buffer("SEND\ndestination:/x")
                            .appendByte((byte) 0xFF)
                            .appendString("\n\nx\0")
                            .getBytes());

            assertThat(socket.read().text()).startsWith("ERROR\n").contains("code:bad-request");
            assertThat(socket.read().status()).isEqualTo(1002);
        }
        assertThat(SERVER.sent()).isEmpty();
    }

    @Test
    void aBodyOfOtherBytesIsWrittenAsABinaryMessage() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            byte[] body = {(byte) 0xC3, 0x28, (byte) 0xFF};
            socket.send(
                    FIN | BINARY,
                    Buffer.buffer("SEND\ndestination:/x\ncontent-length:3\n\n")
                            .appendBytes(body)
                            .appendByte((byte) 0)
                            .getBytes());

            RawWebSocket.Frame message = socket.read();
            assertThat(message.opcode()).isEqualTo(BINARY);
            assertThat(message.payload().getBytes()).containsSequence(body);
        }
    }

    @Test
    void theClientsCloseIsEchoedAndNothingExecutesBehindIt() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(Buffer.buffer(RawWebSocket.frame(FIN | CLOSE, RawWebSocket.closing(4321, "안녕")))
                    .appendBytes(RawWebSocket.frame(FIN | TEXT, SEND))
                    .getBytes());

            List<RawWebSocket.Frame> rest = socket.readToEnd();
            assertThat(rest).hasSize(1);
            assertThat(rest.get(0).status()).isEqualTo(4321);
            assertThat(rest.get(0).reason()).isEqualTo("안녕");
        }
        Eventually.within(
                Duration.ofSeconds(20), () -> assertThat(SERVER.size()).isZero());
        assertThat(SERVER.sent()).isEmpty();
    }

    @Test
    void aCloseWithoutAStatusIsAnswered() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(FIN | CLOSE, NOTHING);

            assertThat(socket.readToEnd())
                    .singleElement()
                    .satisfies(close -> assertThat(close.opcode()).isEqualTo(CLOSE));
        }
    }

    @Test
    void aServerThatStopsSaysGoingAwayAndWhy() throws IOException {
        try (WebSocketServer stopping = new WebSocketServer();
                RawWebSocket socket = stopping.connected()) {
            stopping.drain();

            RawWebSocket.Frame close = socket.read();
            assertThat(close.status()).isEqualTo(1001);
            assertThat(close.reason()).isEqualTo("restarting: reconnect and resume");
            socket.close(1001, "");
            assertThat(socket.readToEnd()).isEmpty();
        }
    }
}
