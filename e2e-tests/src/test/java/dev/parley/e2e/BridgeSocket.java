package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A socket of the event-bus bridge that is signed in. */
final class BridgeSocket implements AutoCloseable, WebSocket.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PING_SECONDS = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean closed;
    private final WebSocket socket;
    private final Future<?> pinging;

    BridgeSocket(Gateway gateway, String token, String room) {
        URI uri = URI.create("ws://" + gateway.host() + ":" + gateway.httpPort() + "/eventbus/websocket");
        socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
        JsonObject join = new JsonObject()
                .put("type", "send")
                .put("address", "chat.join")
                .put("replyAddress", "joined")
                .put("headers", new JsonObject().put("Authorization", "Bearer " + token))
                .put("body", new JsonObject().put("chatRoomId", room));
        send(join);
        await(0, message -> message.contains("\"joined\""));
        JsonObject ping = new JsonObject().put("type", "ping");
        pinging = pings.scheduleWithFixedDelay(() -> send(ping), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends something to an address, and gives the answer as it came. */
    String ask(String address, JsonObject body) {
        String reply = "answer-" + UUID.randomUUID();
        JsonObject send = new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", reply)
                .put("body", body);
        int before = messages.size();
        send(send);
        return await(before, message -> message.contains(reply));
    }

    /** Registers at an address, and gives what comes first: how things are there ({@code event}), or the refusal. */
    String register(String address, String event, JsonObject headers) {
        JsonObject register =
                new JsonObject().put("type", "register").put("address", address).put("headers", headers);
        int before = messages.size();
        send(register);
        return await(before, message -> {
            JsonObject json = new JsonObject(message);
            return address.equals(json.getString("address"))
                    && (json.getString("type").equals("err")
                            || json.getJsonObject("headers").getString("event").equals(event));
        });
    }

    /** Has nothing more from an address. */
    void unregister(String address) {
        send(new JsonObject().put("type", "unregister").put("address", address));
    }

    /** Waits for a message that contains this, also where it came before. */
    void awaitHeard(String part) {
        await(0, message -> message.contains(part));
    }

    /** Whether it has ended. */
    boolean isClosed() {
        return closed;
    }

    /** It is told that its rights were taken, and closed. */
    void endsRevoked() {
        Eventually.within(PATIENCE, () -> assertThat(closed).isTrue());
        assertThat(messages.get(messages.size() - 1)).contains("revoked");
    }

    private synchronized void send(JsonObject message) {
        socket.sendText(message.encode(), true).join();
    }

    private String await(int first, Predicate<String> filter) {
        Eventually.within(
                PATIENCE,
                () -> assertThat(messages.stream().skip(first))
                        .as("closed: %s", closed)
                        .anyMatch(filter));
        return messages.stream().skip(first).filter(filter).findFirst().orElseThrow();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        add(part.toString().getBytes(StandardCharsets.UTF_8), last);
        return WebSocket.Listener.super.onText(webSocket, part, last);
    }

    /** The bridge answers a raw WebSocket so. */
    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        add(bytes, last);
        return WebSocket.Listener.super.onBinary(webSocket, part, last);
    }

    private void add(byte[] part, boolean last) {
        begun.writeBytes(part);
        if (last) {
            messages.add(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        closed = true;
        return WebSocket.Listener.super.onClose(webSocket, status, reason);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed = true;
    }

    @Override
    public void close() {
        pinging.cancel(true);
        pings.shutdownNow();
        socket.abort();
    }
}
