package dev.parley.testkit.ear;

import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One person at one door: what comes is kept, in its order, and never taken away. It hears from the beginning what concerns
 * that person. Any thread, but one question at a time.
 */
public interface Ear extends AutoCloseable {
    /** Every door that there is. */
    List<String> DOORS = List.of("ws", "tcp", "sockjs", "xhr", "bridge");

    /** How long it waits for what must come. */
    Duration PATIENCE = Duration.ofSeconds(60);

    /** Comes to one of the {@link #DOORS} with an access token. */
    static Ear at(String door, Gateway gateway, String token) {
        return door.equals("bridge")
                ? new BridgeEar(gateway, token)
                : new StompEar(gateway.open(door, List.of()), token);
    }

    /** Listens to a room's log; returns when nothing that comes later is missed. */
    void listen(String room);

    /** Watches a room's presence; returns when the snapshot has come. */
    void watch(String room);

    /** The events of a room that have come. */
    List<JsonObject> events(String room);

    /** What has come of a room's presence. */
    List<JsonObject> presence(String room);

    /** What has come that concerns the person. */
    List<JsonObject> notices();

    /** Says something in a room, and gives the code of the refusal; empty where it was taken. */
    Optional<String> say(String room, String text);

    @Override
    void close();
}
