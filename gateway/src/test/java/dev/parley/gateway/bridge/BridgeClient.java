package dev.parley.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TestEdge;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks the bridge protocol over a plain WebSocket. */
public final class BridgeClient {
    /** Left to itself, the system may keep tens of megabytes for a client that does not read. */
    private static final int RECEIVE_BYTES = 256 * 1024;

    private final Context context;
    /** Held, for Vert.x closes a client, and what it is just connecting, when nothing refers to it any more. */
    private final WebSocketClient client;

    private final WebSocket socket;
    private final BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable String authorization;

    public BridgeClient(Vertx vertx, int port) {
        this(vertx, port, "/eventbus/websocket");
    }

    BridgeClient(Vertx vertx, int port, String path) {
        context = vertx.getOrCreateContext();
        WebSocketClientOptions options = new WebSocketClientOptions();
        options.setReceiveBufferSize(RECEIVE_BYTES);
        client = vertx.createWebSocketClient(options);
        socket = TestEdge.await(
                context,
                () -> client.webSocket()
                        .binaryMessageHandler(bytes -> inbox.add(bytes.toString()))
                        .textMessageHandler(inbox::add)
                        .closeHandler(ended -> closed.countDown())
                        .connect(port, "127.0.0.1", path));
    }

    /** From now on messages carry this token, as the {@code defaultHeaders} of a client do. */
    public BridgeClient as(String token) {
        authorization = "Bearer " + token;
        return this;
    }

    /** From now on messages carry no token. */
    BridgeClient silentAboutItself() {
        authorization = null;
        return this;
    }

    void register(String address) {
        register(address, new JsonObject());
    }

    void register(String address, JsonObject headers) {
        say(message("register", address).put("headers", headers));
    }

    void unregister(String address) {
        say(message("unregister", address));
    }

    void send(String address, JsonObject body, String replyAddress) {
        say(message("send", address).put("body", body).put("replyAddress", replyAddress));
    }

    /** A message to the lobby. */
    public void post(String text, String replyAddress) {
        send("chat.message", lobby().put("message", text), replyAddress);
    }

    static JsonObject lobby() {
        return new JsonObject().put("chatRoomId", "lobby");
    }

    static JsonObject message(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }

    void say(JsonObject message) {
        JsonObject whole = message.copy();
        if (authorization != null) {
            JsonObject headers = whole.getJsonObject("headers", new JsonObject());
            whole.put("headers", headers.put("Authorization", authorization));
        }
        socket.writeTextMessage(whole.encode());
    }

    /** Reads no more, or again. */
    void pause() {
        context.runOnContext(ignored -> socket.pause());
    }

    void resume() {
        context.runOnContext(ignored -> socket.resume());
    }

    /** The next message, as its bytes are. */
    String nextText() {
        try {
            String text = inbox.poll(TestEdge.SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (text == null) {
                throw new AssertionError("nothing came");
            }
            return text;
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    JsonObject next() {
        return new JsonObject(nextText());
    }

    /** The next message must be the answer to an earlier send; its body. */
    public JsonObject answer(String replyAddress) {
        JsonObject answer = next();
        assertThat(answer.getString("address")).as(answer.encode()).isEqualTo(replyAddress);
        assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("rec");
        return answer.getJsonObject("body");
    }

    /** The next message must be a failure; the code's name. */
    public String failure() {
        JsonObject failure = next();
        assertThat(failure.getString("type")).as(failure.encode()).isEqualTo("err");
        return failure.getString("message");
    }

    /** Nothing has come but what was read: what comes first now is the answer to a question that is asked now. */
    void hearsNothing() {
        send("chat.typing", lobby().put("typing", false), "nothing");
        answer("nothing");
    }

    public void leave() {
        TestEdge.done(socket.close());
    }

    /** The status that the gateway closed with. */
    int closeStatus() {
        Short status = socket.closeStatusCode();
        return status == null ? 0 : status;
    }

    void isClosed() {
        try {
            assertThat(closed.await(TestEdge.SOON.toMillis(), TimeUnit.MILLISECONDS))
                    .as("closed")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
