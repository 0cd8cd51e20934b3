package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.WebSocketWire;
import dev.parley.testkit.stomp.Wire;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket of the event-bus bridge that sends what it likes. */
final class Bridge implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Wire wire;
    private final String token;

    Bridge(Gateway gateway, String token) {
        this.token = token;
        this.wire = new WebSocketWire(
                URI.create("ws://" + gateway.host() + ":" + gateway.httpPort() + "/eventbus/websocket"),
                List.of(),
                new Wire.Receiver() {
                    @Override
                    public void onBytes(byte[] bytes) {
                        heard.add(new String(bytes, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void onClosed(String why) {
                        heard.add("closed: " + why);
                    }
                });
    }

    /** Sends one message, and gives what comes next: the order of answers is that of messages. */
    String ask(JsonObject message) {
        int before = heard.size();
        send(message);
        Eventually.within(PATIENCE, () -> assertThat(heard).hasSizeGreaterThan(before));
        return heard.get(before);
    }

    /** Sends one message with the token. */
    void send(JsonObject message) {
        JsonObject headers = message.getJsonObject("headers", new JsonObject()).copy();
        JsonObject whole = message.copy().put("headers", headers.put("Authorization", "Bearer " + token));
        wire.send(whole.encode().getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject message(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        wire.cut();
    }
}
