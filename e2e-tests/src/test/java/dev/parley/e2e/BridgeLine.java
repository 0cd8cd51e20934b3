package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The event-bus bridge. */
final class BridgeLine implements Line {
    private static final Duration BEFORE_IT_ASKS_AGAIN = Duration.ofMillis(200);

    private final BridgeSocket socket;

    BridgeLine(Gateway gateway, String token, String room) {
        socket = new BridgeSocket(gateway, token, room);
    }

    @Override
    public void listen(String room) {
        register("chat.room." + room, "SYNC", new JsonObject().put("history", "1"));
    }

    @Override
    public long say(String room, String id) {
        JsonObject message = new JsonObject()
                .put("chatRoomId", room)
                .put("message", "this is " + id)
                .put("clientMessageId", id);
        return ask("chat.message", message).getLong("seq");
    }

    @Override
    public void hear(String id) {
        socket.awaitHeard("\"clientMessageId\":\"" + id + "\"");
    }

    @Override
    public void read(String room, long sequence, String id) {
        JsonObject window = new JsonObject().put("chatRoomId", room).put("after", sequence - 1);
        assertThat(ask("chat.history", window).getJsonArray("items"))
                .as("%s at %d", id, sequence)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((JsonObject) event).getLong("seq")).isEqualTo(sequence);
                    assertThat(((JsonObject) event).getString("clientMessageId"))
                            .isEqualTo(id);
                });
    }

    @Override
    public void lookWhoIsThere(String room) {
        String address = "chat.presence." + room;
        register(address, "SNAPSHOT", new JsonObject());
        socket.unregister(address);
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        socket.close();
    }

    private JsonObject ask(String address, JsonObject body) {
        return answer(() -> socket.ask(address, body)).getJsonObject("body");
    }

    private void register(String address, String event, JsonObject headers) {
        answer(() -> socket.register(address, event, headers));
    }

    /** What it is answered in the end; whoever has had enough closes the socket. */
    private static JsonObject answer(Supplier<String> question) {
        while (true) {
            JsonObject answer = new JsonObject(question.get());
            if (!answer.getString("type").equals("err")) {
                return answer;
            }
            assertThat(answer.getString("message")).as("%s", answer).isEqualTo("unavailable");
            LockSupport.parkNanos(BEFORE_IT_ASKS_AGAIN.toNanos());
        }
    }
}
