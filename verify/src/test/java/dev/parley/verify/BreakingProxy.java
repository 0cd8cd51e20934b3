package dev.parley.verify;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;

/** Stands before the door for plain STOMP, and does one thing to the second event of every log that passes. */
final class BreakingProxy implements AutoCloseable {
    private static final String SECOND = "\nseq:2\n";

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final Fault fault;

    /** What it does. */
    enum Fault {
        DROPS {
            @Override
            String of(String frame) {
                return "";
            }
        },
        REPEATS {
            @Override
            String of(String frame) {
                return frame + frame;
            }
        },
        ALTERS {
            @Override
            String of(String frame) {
                return frame.replace("\"type\":\"JOIN\"", "\"type\":\"LOIN\""); // as many bytes
            }
        };

        abstract String of(String frame);
    }

    BreakingProxy(int target, Fault fault) {
        this.fault = fault;
        this.server = OneProcess.await(vertx.createNetServer()
                .connectHandler(socket -> connect(socket, target))
                .listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    private void connect(NetSocket from, int target) {
        from.pause();
        client.connect(target, "127.0.0.1").onFailure(refused -> from.close()).onSuccess(to -> {
            from.handler(to::write);
            to.handler(RecordParser.newDelimited("\0", frame -> from.write(passed(frame))));
            from.closeHandler(closed -> to.close());
            to.closeHandler(closed -> from.close());
            from.resume();
        });
    }

    /** No body of the protocol has a NUL. */
    private Buffer passed(Buffer frame) {
        String text = frame.toString(StandardCharsets.UTF_8) + "\0";
        return Buffer.buffer(text.contains("MESSAGE\n") && text.contains(SECOND) ? fault.of(text) : text);
    }

    @Override
    public void close() {
        OneProcess.await(vertx.close());
    }
}
