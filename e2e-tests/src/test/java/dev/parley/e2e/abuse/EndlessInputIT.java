package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input without an end: it is refused at its bound, whatever it would have become. */
@ExtendWith(Unharmed.class)
@Timeout(120)
class EndlessInputIT {
    private static final long ENDLESS = 200 * Bounds.MIB;
    private static final String CHUNK = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

    @Test
    void aLineWithoutAnEndIsNoCommand(AbusedParley parley) {
        assertRefusedAtTcp(parley, "", "x", "bad-request");
    }

    @Test
    void aLineWithoutAnEndIsNoCommandInAWebSocketEither(AbusedParley parley) {
        byte[] fragment = RawWebSocket.frame(RawWebSocket.CONTINUATION, Pieces.endless("x"));
        try (RawClient client = parley.http()) {
            RawWebSocket.upgrade(client, "/ws");
            client.send(RawWebSocket.frame(RawWebSocket.TEXT, Pieces.endless("x")));

            client.flood(fragment, ENDLESS); // what comes behind the ERROR is thrown away until the close is answered
            RawWebSocket.Said said = RawWebSocket.readToEnd(client);

            assertThat(said.text()).startsWith("ERROR\n").contains("\ncode:bad-request\n");
            assertThat(said.status()).hasValue(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 209715200", "Transfer-Encoding: chunked"})
    void aRequestWithoutAnEndIsTooLargeForASockJsSession(String length, AbusedParley parley) {
        try (RawClient opener = parley.http();
                RawClient sender = parley.http()) {
            opener.send(Pieces.post("/ws-sockjs/000/endless" + length.length() + "/xhr", ""));
            assertThat(opener.readToEnd()).endsWith("o\n\r\n0\r\n\r\n");

            sender.send("POST /ws-sockjs/000/endless" + length.length() + "/xhr_send HTTP/1.1\r\nHost: localhost\r\n"
                    + length + "\r\n\r\n");
            sender.flood(Pieces.endless(CHUNK), ENDLESS);

            assertThat(sender.readUntil("\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/auth/guest", "/eventbus/000/nobody/xhr_send"})
    void aRequestWithoutAnEndIsTooLargeAnywhereElse(String path, AbusedParley parley) {
        try (RawClient client = parley.http()) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");

            client.flood(Pieces.endless(CHUNK), ENDLESS);

            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aHeaderLineWithoutAnEndIsTooLarge(AbusedParley parley) {
        assertRefusedAtTcp(parley, "CONNECT\n", "x", "too-large");
    }

    @Test
    void headersWithoutAnEndAreTooMany(AbusedParley parley) {
        assertRefusedAtTcp(parley, "CONNECT\n", "name:value\n", "too-large");
        assertRefusedAtTcp(parley, Pieces.CONNECT + "SEND\n", "again:and again\n", "too-large");
    }

    @Test
    void aBodyWithoutAnEndIsTooLarge(AbusedParley parley) {
        assertRefusedAtTcp(parley, "SEND\ndestination:/publish/chat\n\n", "x", "too-large");
        assertRefusedAtTcp(parley, Pieces.CONNECT + "SEND\ndestination:/publish/chat\n\n", "x", "too-large");
    }

    @Test
    void aBodyThatIsOnlyAnnouncedIsTooLargeToo(AbusedParley parley) {
        try (RawClient client = parley.tcp()) {
            client.send("SEND\ncontent-length:99999999999999999999\n\n");

            assertThat(client.readToEnd()).startsWith("ERROR\n").contains("\ncode:too-large\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /?", "GET / HTTP/1.1\r\nname: "})
    void anHttpHeadWithoutAnEndIsRefused(String begun, AbusedParley parley) {
        try (RawClient client = parley.http()) {
            client.send(begun);

            long sent = client.flood(Pieces.endless("x"), ENDLESS);

            assertThat(client.readToEnd()).matches("(?s)HTTP/1.[01] 4(14|31) .*");
            assertThat(sent).isLessThan(ENDLESS);
        }
    }

    private static void assertRefusedAtTcp(AbusedParley parley, String begun, String endless, String code) {
        try (RawClient client = parley.tcp()) {
            client.send(begun);

            long sent = client.flood(Pieces.endless(endless), ENDLESS);

            assertThat(client.readToEnd()).contains("ERROR\n").contains("\ncode:" + code + "\n");
            assertThat(sent).isLessThan(ENDLESS);
        }
    }
}
