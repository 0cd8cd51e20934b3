package dev.parley.gateway.transport;

import static dev.parley.gateway.transport.RawWebSocket.BINARY;
import static dev.parley.gateway.transport.RawWebSocket.CLOSE;
import static dev.parley.gateway.transport.RawWebSocket.CONTINUATION;
import static dev.parley.gateway.transport.RawWebSocket.FIN;
import static dev.parley.gateway.transport.RawWebSocket.PING;
import static dev.parley.gateway.transport.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.testkit.Eventually;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every violation of RFC 6455 ends with a close frame that names its kind, and nothing behind it takes effect. */
class WebSocketViolationsIT {
    private static final WebSocketServer SERVER = new WebSocketServer();
    private static final byte[] SEND = "SEND\ndestination:/x\n\nnever\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HALF = {'a', (byte) 0xEC, (byte) 0x95};
    private static final byte[] NOTHING = {};

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                violation("a frame without a mask", 1002, unmasked()),
                violation("the first reserved bit", 1002, frame(FIN | 0x40 | TEXT, SEND)),
                violation("the other reserved bits", 1002, frame(FIN | 0x30 | TEXT, SEND)),
                violation("a reserved data opcode", 1002, frame(FIN | 0x3, SEND)),
                violation("a reserved control opcode", 1002, frame(FIN | 0xB, NOTHING)),
                violation("a fragmented control frame", 1002, frame(PING, NOTHING)),
                violation("a control frame that is too long", 1002, frame(FIN | PING, new byte[126])),
                violation("a continuation of nothing", 1002, frame(FIN | CONTINUATION, SEND)),
                violation("a message inside a message", 1002, frame(TEXT, NOTHING), frame(FIN | TEXT, SEND)),
                violation("a length that is not the shortest", 1002, new byte[] {(byte) 0x81, (byte) 0xFE, 0, 5}),
                violation(
                        "a negative length",
                        1002,
                        RawWebSocket.head(FIN | TEXT, -1L >>> 1, true)
                                .setByte(2, (byte) 0x80)
                                .getBytes()),
                violation("a close of one byte", 1002, frame(FIN | CLOSE, new byte[] {3})),
                violation("a close with status 0", 1002, close(0)),
                violation("a close with status 999", 1002, close(999)),
                violation("a close with status 1005", 1002, close(1005)),
                violation("a close with status 1006", 1002, close(1006)),
                violation("a close with status 1015", 1002, close(1015)),
                violation("a close with status 2999", 1002, close(2999)),
                violation("a close with status 5000", 1002, close(5000)),
                violation("a close with status 65535", 1002, close(65_535)),
                violation("a close whose reason is not UTF-8", 1007, frame(FIN | CLOSE, invalidReason())),
                violation("a text that is not UTF-8", 1007, frame(FIN | TEXT, new byte[] {'a', (byte) 0xFF})),
                violation("a text with a surrogate", 1007, frame(FIN | TEXT, new byte[] {(byte) 0xED, (byte) 0xA0, 0})),
                violation("an overlong character", 1007, frame(FIN | TEXT, new byte[] {(byte) 0xC0, (byte) 0xAF})),
                violation("a text that ends inside a character", 1007, frame(FIN | TEXT, HALF)),
                violation("a fragment that breaks a character", 1007, frame(TEXT, HALF), frame(CONTINUATION, SEND)),
                violation(
                        "a message that ends inside a character",
                        1007,
                        frame(TEXT, NOTHING),
                        frame(CONTINUATION, HALF),
                        frame(FIN | CONTINUATION, NOTHING)));
    }

    private static Arguments violation(String name, int status, byte[]... frames) {
        return arguments(
                name, status, Stream.of(frames).map(Buffer::buffer).reduce(Buffer.buffer(), Buffer::appendBuffer));
    }

    private static byte[] frame(int first, byte[] payload) {
        return RawWebSocket.frame(first, payload);
    }

    private static byte[] close(int status) {
        return frame(FIN | CLOSE, RawWebSocket.closing(status, ""));
    }

    private static byte[] invalidReason() {
        return Buffer.buffer(RawWebSocket.closing(1000, "x"))
                .appendByte((byte) 0xFF)
                .getBytes();
    }

    private static byte[] unmasked() {
        return RawWebSocket.head(FIN | TEXT, SEND.length, false)
                .appendBytes(SEND)
                .getBytes();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violations")
    void isClosedWithItsStatus(String name, int status, Buffer frames) throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(frames.copy().appendBytes(frame(FIN | TEXT, SEND)).getBytes());

            endsWith(socket, status);
        }
        assertThat(SERVER.sent()).isEmpty();
    }

    /** SockJS and the bridge read through Vert.x alone: the guard speaks for them. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violations")
    void isClosedWithItsStatusAtSockJsToo(String name, int status, Buffer frames) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(SERVER.port())) {
            assertThat(socket.handshakeAt("/sockjs/websocket").status()).isEqualTo(101);

            socket.send(frames.getBytes());

            endsWith(socket, status);
        }
    }

    private static void endsWith(RawWebSocket socket, int status) throws IOException {
        List<RawWebSocket.Frame> rest = socket.readToEnd();
        assertThat(rest).hasSize(1);
        assertThat(rest.get(0).opcode()).isEqualTo(CLOSE);
        assertThat(rest.get(0).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    void aFrameOverTheLimitIsTooLargeAlsoWhenAllOfItIsSent(int opcode) throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(FIN | opcode, new byte[2 << 20]);

            isTooLarge(socket);
        }
    }

    @Test
    void aMessageOverTheLimitIsTooLargeInFragmentsToo() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            byte[] eols = "\n".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
            socket.send(TEXT, eols);
            for (int i = 0; i < 10; i++) {
                socket.send(CONTINUATION, eols);
            }

            isTooLarge(socket);
        }
    }

    private static void isTooLarge(RawWebSocket socket) throws IOException {
        List<RawWebSocket.Frame> rest = socket.readToEnd();
        assertThat(rest).hasSize(2);
        assertThat(rest.get(0).text()).startsWith("ERROR\n").contains("code:too-large");
        assertThat(rest.get(1).status()).isEqualTo(1009);
    }

    @Test
    void aPeerThatNeitherReadsNorEndsIsGoneAllTheSame() throws IOException {
        try (RawWebSocket socket = SERVER.connected()) {
            socket.send(FIN | 0x3, NOTHING);

            Eventually.within(
                    Duration.ofSeconds(20), () -> assertThat(SERVER.size()).isZero());
        }
    }
}
