package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event has one text, from the commit to every reader (I5). */
@SuppressWarnings("NullAway.Init") // set by JUnit
class SameBytesIT {
    private static final String ROOM = "garden";

    /** What encoders disagree about: beyond the BMP, line separators, quotes, slashes, controls. */
    private static final String TEXT = "한국어 🎉 \"quoted\" \\ </b> \u2028 é \u0001 \t end";

    @TempDir
    private Path folder;

    private final List<String> envelopes = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();

    private WebSocket bridge(Parley parley) throws Exception {
        return client.webSocket()
                .textMessageHandler(envelopes::add)
                .binaryMessageHandler(bytes -> envelopes.add(bytes.toString()))
                .connect(parley.gateway().httpPort(), parley.gateway().host(), "/eventbus/websocket")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Talk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void bridgeHears(String part) {
        Eventually.within(
                Talk.PATIENCE,
                () -> assertThat(envelopes).anyMatch(envelope -> envelope.contains(part) && isJson(envelope)));
    }

    private static boolean isJson(String envelope) {
        return !new JsonObject(envelope).isEmpty();
    }

    private static String said(StompClient reader, String subscription) {
        StompFrame frame = Talk.next(reader, subscription);
        while (!frame.header("event").orElse("").equals("CHAT")) {
            frame = Talk.next(reader, subscription);
        }
        return frame.body();
    }

    @Test
    void anEventIsTheSameTextAtEveryDoorLiveReplayedAndOverRest() throws Exception {
        List<StompClient> clients = new ArrayList<>();
        try (Parley parley = new Parley(folder)) {
            String token = Talk.register(parley.gateway(), "alice");
            for (String door : List.of("tcp", "ws", "sockjs")) {
                StompClient reader = Talk.connect(parley.gateway(), door, token);
                Talk.subscribe(reader, ROOM, "live");
                clients.add(reader);
            }
            WebSocket live = bridge(parley);
            JsonObject headers = new JsonObject().put("Authorization", "Bearer " + token);
            live.writeTextMessage(register(headers));
            live.writeTextMessage(history(headers, "before"));
            bridgeHears("\"before\"");
            Talk.say(clients.get(0), ROOM, "m-1", TEXT);
            String event = said(clients.get(0), "live");

            assertThat(new JsonObject(event).getString("message")).isEqualTo(TEXT);
            for (StompClient reader : clients.subList(1, 3)) {
                assertThat(said(reader, "live")).isEqualTo(event);
            }
            bridgeHears("\"body\":" + event + "}");

            envelopes.clear();
            for (StompClient reader : clients) {
                Talk.subscribe(reader, ROOM, "replay", "history", "1");
                assertThat(said(reader, "replay")).isEqualTo(event);
            }
            WebSocket replayed = bridge(parley);
            replayed.writeTextMessage(register(headers.copy().put("history", "1")));
            bridgeHears("\"replay\":\"true\"},\"body\":" + event + "}");
            replayed.writeTextMessage(history(headers, "page"));
            bridgeHears("," + event + "]");
            assertThat(Talk.get(parley.gateway(), token, "/api/v1/rooms/" + ROOM + "/events?after=1"))
                    .contains("\"items\":[" + event + "]");
            assertThat(Talk.get(parley.gateway(), token, "/api/v1/rooms?scope=mine"))
                    .contains("\"lastEvent\":" + event);
        } finally {
            clients.forEach(StompClient::close);
            vertx.close().toCompletionStage().toCompletableFuture().get(Talk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String register(JsonObject headers) {
        return new JsonObject()
                .put("type", "register")
                .put("address", "chat.room." + ROOM)
                .put("headers", headers)
                .encode();
    }

    /** What one socket sends takes effect in order: the answer says that the register before it is done. */
    private static String history(JsonObject headers, String replyAddress) {
        return new JsonObject()
                .put("type", "send")
                .put("address", "chat.history")
                .put("replyAddress", replyAddress)
                .put("headers", headers)
                .put("body", new JsonObject().put("chatRoomId", ROOM).put("after", 0))
                .encode();
    }
}
