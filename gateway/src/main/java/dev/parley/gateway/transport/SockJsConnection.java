package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * STOMP over SockJS, whatever its transport. A write is taken when it has really left: between two polls nothing leaves,
 * and {@code writeQueueFull} does not see that (research/vertx.md, 2.1).
 */
public final class SockJsConnection implements Connection {
    static final String DOOR = "sockjs";

    private final SockJSSocket socket;
    private @Nullable Account account;
    private Future<Void> lastWrite = Future.succeededFuture();

    public SockJsConnection(SockJSSocket socket) {
        this.socket = socket;
    }

    @Override
    public void reportTo(Account reported) {
        account = reported;
    }

    @Override
    public void write(Buffer bytes) {
        lastWrite = socket.write(bytes);
        lastWrite.onComplete(left -> {
            if (left.succeeded()) {
                account().taken(1, bytes.length());
            } else {
                account().broken();
            }
        });
    }

    private Account account() {
        return Objects.requireNonNull(account, "nobody counts");
    }

    /** JSON in a JSON text: a quote becomes two bytes, a letter of three bytes six. */
    @Override
    public int expansion() {
        return 2;
    }

    /** Vert.x's own pause reads on, and keeps what comes without a bound: the channel or the requests have to wait. */
    @Override
    public void pause() {
        SockJsEndpoint.hold(socket, true);
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
        SockJsEndpoint.hold(socket, false);
    }

    /** Vert.x drops what a closing SockJS session has not sent yet, so the close waits for the last write. */
    @Override
    public void close(CloseReason reason) {
        SockJsEndpoint.closing(socket, reason);
        lastWrite.onComplete(left -> socket.close(reason.status(), reason.text()));
    }

    /** The session ends, and the channel that its messages leave by, which a stalled peer would hold open. */
    @Override
    public void abort() {
        socket.close();
        Channels.cut(SockJsEndpoint.receiver(socket));
    }

    @Override
    public String door() {
        return DOOR;
    }
}
