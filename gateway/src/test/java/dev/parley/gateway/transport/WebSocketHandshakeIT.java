package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, 4.2: who is upgraded, to which sub-protocol, and what the others are told. */
class WebSocketHandshakeIT {
    private static final WebSocketServer SERVER = new WebSocketServer();
    private static final String OPENING = "GET /ws HTTP/1.1\r\nHost: x\r\n";
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static RawWebSocket.Answer answerTo(String request) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(SERVER.port())) {
            return socket.request(request + "\r\n");
        }
    }

    private static RawWebSocket.Answer offering(String... lines) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(SERVER.port())) {
            return socket.handshake(lines);
        }
    }

    @Test
    void theAcceptIsMadeOfTheKey() throws IOException {
        RawWebSocket.Answer answer = offering();

        assertThat(answer.status()).isEqualTo(101);
        // RFC 6455, 1.3 has the accept of this key
        assertThat(answer.header("Sec-WebSocket-Accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.header("Sec-WebSocket-Protocol")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v10.stomp, v11.stomp, v12.stomp | v12.stomp",
                "v10.stomp,v11.stomp             | v11.stomp",
                "chat, v10.stomp                 | v10.stomp",
                "v11.stomp                       | v11.stomp"
            })
    void theBestCommonSubProtocolIsChosen(String offered, String chosen) throws IOException {
        assertThat(offering("Sec-WebSocket-Protocol: " + offered).header("Sec-WebSocket-Protocol"))
                .contains(chosen);
    }

    @Test
    void theOfferMayBeSpreadOverHeaderLines() throws IOException {
        RawWebSocket.Answer answer =
                offering("Sec-WebSocket-Protocol: v10.stomp", "Sec-WebSocket-Protocol: chat, v12.stomp");

        assertThat(answer.header("Sec-WebSocket-Protocol")).contains("v12.stomp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "v13.stomp, soap", "V12.STOMP", "v12.stomp;q=1"})
    void whoOffersOnlyWhatIsNotSpokenIsRefused(String offered) throws IOException {
        RawWebSocket.Answer answer = offering("Sec-WebSocket-Protocol: " + offered);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Upgrade")).isEmpty();
    }

    @Test
    void compressionIsNotNegotiated() throws IOException {
        RawWebSocket.Answer answer = offering(
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-webkit-deflate-frame");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    @Test
    void aForeignOriginIsRefusedBeforeTheUpgrade() throws IOException {
        assertThat(offering("Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(offering("Origin: https://chat.example").status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sec-WebSocket-Key: \r\n",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n",
                "Sec-WebSocket-Key: %%%\r\n",
                KEY + KEY
            })
    void aKeyThatIsNoneIsRefused(String key) throws IOException {
        assertThat(answerTo(OPENING + UPGRADE + VERSION + key).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Version: 8\r\n", "Sec-WebSocket-Version: x\r\n", VERSION + VERSION})
    void anotherVersionIsToldTheOnlyOne(String version) throws IOException {
        RawWebSocket.Answer answer = answerTo(OPENING + UPGRADE + KEY + version);

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Sec-WebSocket-Version")).contains("13");
    }

    @Test
    void aPlainGetIsToldToUpgrade() throws IOException {
        RawWebSocket.Answer answer = answerTo(OPENING);

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).contains("websocket");
    }

    @Test
    void aConnectionHeaderWithoutUpgradeIsRefused() throws IOException {
        assertThat(answerTo(OPENING + "Upgrade: websocket\r\nConnection: keep-alive\r\n" + KEY + VERSION)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anotherMethodIsRefused() throws IOException {
        RawWebSocket.Answer answer =
                answerTo("POST /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + UPGRADE + KEY + VERSION);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void anOlderHttpIsRefused() throws IOException {
        assertThat(answerTo("GET /ws HTTP/1.0\r\nHost: x\r\n" + UPGRADE + KEY + VERSION)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRequestWithoutHostIsRefused() throws IOException {
        assertThat(answerTo("GET /ws HTTP/1.1\r\n" + UPGRADE + KEY + VERSION).status())
                .isEqualTo(400);
    }

    // --- the sub-protocol is the version

    @ParameterizedTest
    @CsvSource({"v12.stomp,1.2", "v11.stomp,1.1", "v10.stomp,1.0"})
    void theVersionIsThatOfTheSubProtocol(String subProtocol, String version) throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(SERVER.port(), "Sec-WebSocket-Protocol: " + subProtocol)) {
            socket.text("CONNECT\naccept-version:1.0,1.1,1.2\nhost:x\n\n\0");

            assertThat(socket.read().text()).startsWith("CONNECTED\n").contains("version:" + version);
        }
    }

    @ParameterizedTest
    @CsvSource({"v12.stomp,'1.0,1.1',1.2", "v11.stomp,'1.0,1.2',1.1", "v10.stomp,1.2,1.0", "v12.stomp,,1.2"})
    void aConnectOfAnotherVersionIsRefused(String subProtocol, String accepted, String possible) throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(SERVER.port(), "Sec-WebSocket-Protocol: " + subProtocol)) {
            socket.text("CONNECT\n" + (accepted == null ? "" : "accept-version:" + accepted + "\n") + "host:x\n\n\0");

            assertThat(socket.read().text())
                    .startsWith("ERROR\n")
                    .contains("code:bad-request\n")
                    .contains("\nversion:" + possible + "\n");
            assertThat(socket.read().status()).isEqualTo(1002);
        }
    }

    /** What stompjs 7, stomp.js 2.3.3 and Spring's client say. */
    @ParameterizedTest
    @CsvSource({
        "'Sec-WebSocket-Protocol: v12.stomp, v11.stomp, v10.stomp','1.2,1.1,1.0',1.2",
        "'Sec-WebSocket-Protocol: v10.stomp, v11.stomp','1.1,1.0',1.1",
        "'Cache-Control: no-cache','1.1,1.2',1.2"
    })
    void theClientsThatPeopleHaveAreServed(String header, String accepted, String version) throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(SERVER.port(), header)) {
            socket.text("CONNECT\naccept-version:" + accepted + "\nheart-beat:0,0\nhost:x\n\n\0");

            assertThat(socket.read().text()).startsWith("CONNECTED\n").contains("version:" + version);
        }
    }

    @Test
    void withoutAcceptVersionOneZeroIsSpoken() throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(SERVER.port(), "Sec-WebSocket-Protocol: v10.stomp")) {
            socket.text("CONNECT\n\n\0");

            assertThat(socket.read().text()).startsWith("CONNECTED\n").contains("version:1.0");
        }
    }
}
