package dev.parley.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SockJS over a WebSocket that the gateway guards: what is no message of SockJS, and what a close says. */
class SockJsWebSocketIT {
    private final WebSocketServer server = new WebSocketServer();

    @AfterEach
    void close() {
        server.close();
    }

    private RawWebSocket opened() throws IOException {
        RawWebSocket socket = new RawWebSocket(server.port());
        assertThat(socket.handshakeAt("/sockjs/000/a/websocket").status()).isEqualTo(101);
        assertThat(socket.read().text()).isEqualTo("o");
        return socket;
    }

    private RawWebSocket connected() throws IOException {
        RawWebSocket socket = opened();
        socket.text("[\"CONNECT\\naccept-version:1.2\\nhost:x\\n\\n\\u0000\"]");
        assertThat(socket.read().text()).startsWith("a[\"CONNECTED");
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a\",null]", "[\"a\",null,\"b\"]", "[\"a\",1,\"b\"]", "[\"a\"\"b\"]", "[\"a\"", "x"})
    void whatIsNoArrayOfStringsEndsIt(String message) throws IOException {
        try (RawWebSocket socket = connected()) {
            socket.text(message);

            List<RawWebSocket.Frame> frames = socket.readToEnd();

            assertThat(frames).hasSize(1);
            assertThat(frames.get(0).opcode()).isEqualTo(RawWebSocket.CLOSE);
            assertThat(frames.get(0).status()).isEqualTo(1002);
        }
        server.answersOthers();
    }

    @Test
    void itsMessagesMayComeInFragments() throws IOException {
        try (RawWebSocket socket = connected()) {
            String send = "[\"SEND\\ndestination:/x\\n\\nin\",\"pieces\\u0000\"]";
            for (int at = 0; at < send.length(); at++) {
                int first = at == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION;
                int last = at == send.length() - 1 ? RawWebSocket.FIN : 0;
                socket.send(first | last, send.substring(at, at + 1).getBytes(UTF_8));
            }

            assertThat(socket.read().text()).contains("inpieces");
        }
    }

    @Test
    void aDrainSaysSoInTheWordsOfSockJs() throws IOException {
        try (RawWebSocket socket = connected()) {
            server.drain();

            List<RawWebSocket.Frame> frames = socket.readToEnd();

            assertThat(frames.get(0).text()).isEqualTo("c[1001,\"restarting: reconnect and resume\"]");
            assertThat(frames).hasSize(2);
        }
    }

    @Test
    void aRefusalIsClosedWithTheStatusOfItsCode() throws IOException {
        try (RawWebSocket socket = opened()) {
            socket.text("[\"NONSENSE\\n\\n\\u0000\"]");

            List<RawWebSocket.Frame> frames = socket.readToEnd();

            assertThat(frames.get(0).text()).startsWith("a[\"ERROR");
            assertThat(frames.get(1).text()).isEqualTo("c[1002,\"protocol error\"]");
        }
    }
}
