package dev.parley.e2e.abuse;

import dev.parley.testkit.script.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that all come at once, half by TCP and half by WebSocket, resume a room, and stay. Who is refused comes again
 * when it was told to, and not before. Ask from any thread.
 */
final class Herd implements AutoCloseable {
    private static final Pattern RETRY_AFTER = Pattern.compile("\nretry-after:(\\d+)\n");
    private static final long AFTER_A_BROKEN_CONNECTION = 1000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Gateway gateway;
    private final Buffer hello;
    private final NetClient tcp = vertx.createNetClient();
    private final WebSocketClient ws =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(20_000));
    /** What is open, so that nothing of it is collected. */
    private final Queue<Object> open = new ConcurrentLinkedQueue<>();

    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger untimely = new AtomicInteger();

    Herd(Gateway gateway, String room) {
        this.gateway = gateway;
        this.hello = Buffer.buffer(Pieces.CONNECT + "SUBSCRIBE\nid:s\ndestination:/subscribe/chat/room/" + room
                + "\nresume-seq:0\nreceipt:live\n\n\0");
    }

    /** All of them, now. */
    void come(int size) {
        vertx.getOrCreateContext().runOnContext(now -> {
            for (int i = 0; i < size; i++) {
                if (i % 2 == 0) {
                    byTcp();
                } else {
                    byWebSocket();
                }
            }
        });
    }

    /** How many are connected and have their room. */
    int admitted() {
        return admitted.get();
    }

    /** How often one was told to come later. */
    int refused() {
        return refused.get();
    }

    /** How often one was refused without being told when to come again, or lost its connection without a word. */
    int untimely() {
        return untimely.get();
    }

    private void byTcp() {
        tcp.connect(gateway.tcpPort(), gateway.host())
                .onSuccess(this::speak)
                .onFailure(broken -> again(AFTER_A_BROKEN_CONNECTION, this::byTcp));
    }

    private void speak(NetSocket socket) {
        Answer answer = new Answer();
        open.add(socket);
        socket.handler(answer::hear);
        socket.closeHandler(closed -> {
            open.remove(socket);
            if (!answer.isIn) {
                again(answer.retryAfterMillis(), this::byTcp);
            }
        });
        socket.write(hello);
    }

    private void byWebSocket() {
        ws.connect(gateway.httpPort(), gateway.host(), "/ws")
                .onSuccess(this::speak)
                .onFailure(failure -> again(retryAfterMillis(failure), this::byWebSocket));
    }

    private void speak(WebSocket socket) {
        Answer answer = new Answer();
        open.add(socket);
        socket.handler(answer::hear);
        socket.closeHandler(closed -> {
            open.remove(socket);
            if (!answer.isIn) {
                again(answer.retryAfterMillis(), this::byWebSocket);
            }
        });
        socket.writeTextMessage(hello.toString());
    }

    private long retryAfterMillis(Throwable failure) {
        if (failure instanceof UpgradeRejectedException rejected
                && rejected.getStatus() == 503
                && rejected.getHeaders().contains("retry-after")) {
            refused.incrementAndGet();
            return TimeUnit.SECONDS.toMillis(
                    Long.parseLong(rejected.getHeaders().get("retry-after")));
        }
        untimely.incrementAndGet();
        return AFTER_A_BROKEN_CONNECTION;
    }

    private void again(long millis, Runnable attempt) {
        vertx.setTimer(Math.max(1, millis), fired -> attempt.run());
    }

    /** What one connection has said so far. */
    private final class Answer {
        private final Buffer heard = Buffer.buffer();
        private boolean isIn;

        void hear(Buffer bytes) {
            if (!isIn && heard.appendBuffer(bytes).toString().contains("receipt-id:live")) {
                isIn = true;
                admitted.incrementAndGet();
            }
        }

        long retryAfterMillis() {
            Matcher told = RETRY_AFTER.matcher(heard.toString());
            if (told.find()) {
                refused.incrementAndGet();
                return Long.parseLong(told.group(1));
            }
            untimely.incrementAndGet();
            return AFTER_A_BROKEN_CONNECTION;
        }
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
