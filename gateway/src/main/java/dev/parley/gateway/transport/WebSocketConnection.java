package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * STOMP over WebSocket: one frame of STOMP a text message. The bytes are UTF-8 already, so they go into a text frame as
 * they are; Vert.x's public way would decode and encode them again for every reader.
 */
final class WebSocketConnection implements Connection {
    static final String DOOR = "ws";

    private final ServerWebSocket socket;
    private final HttpConnection connection;

    /** @param connection that the socket was upgraded from, and still is */
    WebSocketConnection(ServerWebSocket socket, HttpConnection connection) {
        this.socket = socket;
        this.connection = connection;
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        if (socket.isClosed()) {
            return Future.failedFuture("closed");
        }
        return socket.writeFrame(
                new WebSocketFrameImpl(WebSocketFrameType.TEXT, ((BufferInternal) bytes).getByteBuf(), true));
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close(CloseReason reason) {
        socket.close((short) reason.status(), reason.text());
    }

    @Override
    public void abort() {
        Channels.cut(connection);
    }

    @Override
    public String door() {
        return DOOR;
    }
}
