package dev.parley.verify;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Stands before the door for plain STOMP, and breaks one promise in the name of whom it hides. */
final class BreakingProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Promise<Void> struck = Promise.promise();
    private final NetServer server;
    private final Fault fault;

    BreakingProxy(int target, Fault fault) {
        this.fault = fault;
        this.server = OneProcess.await(vertx.createNetServer()
                .connectHandler(socket -> connect(socket, target))
                .listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    /** Completes when it has done it for the first time. */
    Future<Void> struck() {
        return struck.future();
    }

    private void connect(NetSocket from, int target) {
        from.pause();
        client.connect(target, "127.0.0.1").onFailure(refused -> from.close()).onSuccess(to -> {
            Fault here = fault.toOneMore();
            Consumer<String> back = text -> write(from, text);
            from.handler(new Frames(frame -> told(frame, here.toServer(frame, back)), text -> write(to, text)));
            to.handler(new Frames(frame -> told(frame, here.toClient(frame)), back));
            from.closeHandler(closed -> to.close());
            to.closeHandler(closed -> from.close());
            from.resume();
        });
    }

    private String told(String frame, String instead) {
        if (!frame.equals(instead)) {
            struck.tryComplete();
        }
        return instead;
    }

    private static void write(NetSocket socket, String text) {
        if (!text.isEmpty()) {
            socket.write(Buffer.buffer(text, StandardCharsets.ISO_8859_1.name()));
        }
    }

    @Override
    public void close() {
        OneProcess.await(vertx.close());
    }

    /** Cuts what comes at the NULs behind frames; what is between two of them are heart-beats. A character is a byte. */
    private static final class Frames implements Handler<Buffer> {
        private final UnaryOperator<String> change;
        private final Consumer<String> next;
        private String rest = "";

        Frames(UnaryOperator<String> change, Consumer<String> next) {
            this.change = change;
            this.next = next;
        }

        @Override
        public void handle(Buffer bytes) {
            rest += bytes.toString(StandardCharsets.ISO_8859_1);
            for (int end = rest.indexOf('\0'); end >= 0; end = rest.indexOf('\0')) {
                next.accept(change.apply(rest.substring(0, end + 1)));
                rest = rest.substring(end + 1);
            }
            if (rest.isBlank()) {
                next.accept(rest);
                rest = "";
            }
        }
    }
}
