package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes of one protocol at the door of another, and WebSocket frames that nobody may send. */
@ExtendWith(Unharmed.class)
@Timeout(60)
class WrongProtocolIT {
    /** How a TLS client begins: a record with a ClientHello, whose rest does not matter. */
    private static final byte[] CLIENT_HELLO = HexFormat.of().parseHex("16030100c8010000c403035f00ff0a0d00");

    private static final long TWO_GIB = 1L << 31;

    @Test
    void tlsAtThePlainPortIsRefused(AbusedParley parley) {
        try (RawClient client = parley.tcp()) {
            client.send(CLIENT_HELLO);

            assertThat(client.readToEnd()).startsWith("ERROR\n").contains("\ncode:bad-request\n");
        }
    }

    @Test
    void httpAtTheStompPortIsRefused(AbusedParley parley) {
        try (RawClient client = parley.tcp()) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.readToEnd()).startsWith("ERROR\n").contains("\ncode:bad-request\n");
        }
    }

    @Test
    void stompAndTlsAtTheHttpPortAreRefused(AbusedParley parley) {
        for (byte[] bytes : new byte[][] {Pieces.CONNECT.getBytes(StandardCharsets.UTF_8), CLIENT_HELLO}) {
            try (RawClient client = parley.http()) {
                client.send(bytes).halfClose();

                assertThat(client.readToEnd()).matches("(?s)(HTTP/1.[01] 400 .*)?");
            }
        }
    }

    @Test
    void aWebSocketFrameOfTwoGigabytesIsTooBigBeforeItComes(AbusedParley parley) {
        try (RawClient client = parley.http()) {
            RawWebSocket.upgrade(client, "/ws");
            client.send(RawWebSocket.head(RawWebSocket.FIN | RawWebSocket.BINARY, TWO_GIB));

            RawWebSocket.Said said = RawWebSocket.readToEnd(client);
            assertThat(said.text()).startsWith("ERROR\n").contains("\ncode:too-large\n");
            assertThat(said.status()).hasValue(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({"/ws,''", "/ws-sockjs/websocket,''", "/ws-sockjs/000/deflate/websocket,o", "/eventbus/websocket,''"})
    void compressionIsNotAgreedToAndACompressedBombIsNoFrame(String path, String greeting, AbusedParley parley) {
        try (RawClient client = parley.http()) {
            String answer = RawWebSocket.upgrade(
                    client, path, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
            assertThat(answer).doesNotContainIgnoringCase("sec-websocket-extensions");
            client.send(RawWebSocket.frame(
                    RawWebSocket.FIN | RawWebSocket.RSV1 | RawWebSocket.TEXT, new byte[] {(byte) 0xec, (byte) 0xc1}));

            RawWebSocket.Said said = RawWebSocket.readToEnd(client);
            assertThat(said.text()).isEqualTo(greeting);
            assertThat(said.status()).hasValue(1002);
        }
    }
}
