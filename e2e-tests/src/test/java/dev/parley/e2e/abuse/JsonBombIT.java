package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** JSON that is made to cost its reader: refused as any other nonsense, at each door that takes JSON. */
@ExtendWith(Unharmed.class)
@Timeout(60)
class JsonBombIT {
    private static final int LONG = 60_000;

    private static final List<String> BOMBS = List.of(
            "[".repeat(LONG),
            "{\"a\":".repeat(LONG / 5),
            "{\"chatRoomId\":" + "9".repeat(LONG) + ",\"message\":\"hi\"}",
            "{\"chatRoomId\":1e999999999,\"message\":\"hi\"}",
            "{\"chatRoomId\":-1E-999999999,\"message\":\"hi\"}",
            "{\"chatRoomId\":\"bomb\",\"message\":[" + "[],".repeat(LONG / 4) + "[]]}",
            "{\"chatRoomId\":\"bomb\",\"message\":" + "[".repeat(900) + "]".repeat(900) + "}",
            "{" + "\"chatRoomId\":null,".repeat(LONG / 20) + "\"message\":7}",
            "{\"chatRoomId\":\"bomb\",\"message\":\"hi\",\"replyTo\":1e400}");

    @Test
    void aBombInASendIsABadRequest(AbusedParley parley) {
        BOMBS.forEach(bomb -> send(parley, bomb));
    }

    private static void send(AbusedParley parley, String bomb) {
        for (String destination : List.of("/publish/chat", "/publish/chat/message")) {
            try (RawClient client = parley.tcp()) {
                client.send(Pieces.CONNECT).send(Pieces.send(destination, "application/json", bomb));

                String answer = client.readToEnd();
                assertThat(answer).contains("ERROR\n").containsPattern("\ncode:(bad-request|not-found|too-large)\n");
            }
        }
    }

    @Test
    void aBombInARequestIsABadRequest(AbusedParley parley) {
        BOMBS.forEach(bomb -> request(parley, bomb));
    }

    private static void request(AbusedParley parley, String bomb) {
        try (RawClient client = parley.http()) {
            client.send(Pieces.post("/api/v1/auth/token", bomb));

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ").contains("\"code\":\"bad-request\"");
        }
    }

    @Test
    void aBombAtTheBridgeIsRefusedAndTheSocketLives(AbusedParley parley) {
        BOMBS.forEach(bomb -> throwAtBridge(parley, bomb));
    }

    private static void throwAtBridge(AbusedParley parley, String bomb) {
        try (RawClient client = parley.http()) {
            RawWebSocket.upgrade(client, "/eventbus/websocket");
            client.send(RawWebSocket.text(
                    "{\"type\":\"send\",\"address\":\"chat.message\",\"replyAddress\":\"r\",\"body\":" + bomb + "}"));
            client.send(RawWebSocket.text("{\"type\":\"send\",\"address\":\"chat.nowhere\",\"body\":{}}"));

            assertThat(client.readUntil("nothing can be sent to this address\"}"))
                    .contains("forbidden");
        }
    }

    @Test
    void aBombForAnEnvelopeEndsNothingButItsRequest(AbusedParley parley) {
        BOMBS.forEach(bomb -> wrap(parley, bomb));
    }

    private static void wrap(AbusedParley parley, String bomb) {
        String session = "/ws-sockjs/000/bomb" + bomb.hashCode();
        try (RawClient opener = parley.http();
                RawClient sender = parley.http()) {
            opener.send(Pieces.post(session + "/xhr", ""));
            opener.readToEnd();
            sender.send(Pieces.post(session + "/xhr_send", bomb));

            assertThat(sender.readToEnd()).matches("(?s)HTTP/1.1 (400|500|204) .*");
        }
    }
}
