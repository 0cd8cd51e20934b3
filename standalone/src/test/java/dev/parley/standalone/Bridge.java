package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A client of the event-bus bridge. */
final class Bridge implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final List<JsonObject> envelopes = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private final String token;

    Bridge(Gateway gateway, String token) {
        this.token = token;
        this.socket = await(client.webSocket()
                .textMessageHandler(text -> envelopes.add(new JsonObject(text)))
                .binaryMessageHandler(bytes -> envelopes.add(bytes.toJsonObject()))
                .connect(gateway.httpPort(), gateway.host(), "/eventbus/websocket"));
    }

    /** Registers at the room's log with these headers beside the token. */
    void register(String room, JsonObject headers) {
        registerAt("chat.room." + room, headers);
    }

    /** Registers at an address. */
    void registerAt(String address, JsonObject headers) {
        socket.writeTextMessage(new JsonObject()
                .put("type", "register")
                .put("address", address)
                .put("headers", headers.copy().put("Authorization", "Bearer " + token))
                .encode());
    }

    /** The body of the envelope with that number, from 0, once it has come. */
    JsonObject body(int number) {
        Eventually.within(Talk.PATIENCE, () -> assertThat(envelopes).hasSizeGreaterThan(number));
        return envelopes.get(number).getJsonObject("body");
    }

    /** What has come for an address so far, in order. */
    List<JsonObject> at(String address) {
        return envelopes.stream()
                .filter(envelope -> address.equals(envelope.getString("address")))
                .toList();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Talk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
