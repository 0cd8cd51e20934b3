package dev.parley.testkit.ear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.WebSocketWire;
import dev.parley.testkit.stomp.Wire;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** At the event-bus bridge. */
final class BridgeEar implements Ear, Wire.Receiver {
    private final List<JsonObject> envelopes = new CopyOnWriteArrayList<>();
    private final Wire wire;
    private final String token;
    private int answers;

    BridgeEar(Gateway gateway, String token) {
        this.token = token;
        this.wire = new WebSocketWire(
                URI.create("ws://" + gateway.host() + ":" + gateway.httpPort() + "/eventbus/websocket"),
                List.of(),
                this);
        register("chat.user", new JsonObject());
    }

    private void register(String address, JsonObject headers) {
        send(new JsonObject().put("type", "register").put("address", address).put("headers", headers));
    }

    private void send(JsonObject message) {
        JsonObject headers = message.getJsonObject("headers", new JsonObject()).put("Authorization", "Bearer " + token);
        wire.send(message.put("headers", headers).encode().getBytes(StandardCharsets.UTF_8));
    }

    /** A registration is not answered; a SYNC, which comes of asking for no history, is the sign. */
    @Override
    public void listen(String room) {
        register("chat.room." + room, new JsonObject().put("history", "0"));
        Eventually.within(PATIENCE, () -> assertThat(at("chat.room." + room)).isNotEmpty());
    }

    @Override
    public void watch(String room) {
        register("chat.presence." + room, new JsonObject());
        Eventually.within(PATIENCE, () -> assertThat(presence(room)).isNotEmpty());
    }

    @Override
    public List<JsonObject> events(String room) {
        return at("chat.room." + room).stream()
                .filter(body -> !body.getString("type").equals("SYNC"))
                .toList();
    }

    @Override
    public List<JsonObject> presence(String room) {
        return at("chat.presence." + room);
    }

    @Override
    public List<JsonObject> notices() {
        return at("chat.user");
    }

    private List<JsonObject> at(String address) {
        return envelopes.stream()
                .filter(envelope -> address.equals(envelope.getString("address")))
                .map(envelope -> envelope.getJsonObject("body"))
                .toList();
    }

    @Override
    public Optional<String> say(String room, String text) {
        String reply = "answer-" + ++answers;
        send(new JsonObject()
                .put("type", "send")
                .put("address", "chat.message")
                .put("replyAddress", reply)
                .put("body", new JsonObject().put("chatRoomId", room).put("message", text)));
        Eventually.within(PATIENCE, () -> assertThat(answer(reply)).isPresent());
        return answer(reply).map(envelope -> envelope.getString("message"));
    }

    private Optional<JsonObject> answer(String reply) {
        return envelopes.stream()
                .filter(envelope -> reply.equals(envelope.getString("address")))
                .findFirst();
    }

    @Override
    public void onBytes(byte[] bytes) {
        envelopes.add(new JsonObject(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public void onClosed(String why) {
        // what is expected next does not come
    }

    @Override
    public void close() {
        wire.cut();
    }
}
