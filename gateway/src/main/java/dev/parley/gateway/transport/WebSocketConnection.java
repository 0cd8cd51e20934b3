package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;

/**
 * STOMP over WebSocket: one frame of STOMP a message, a text where it is one. The bytes are UTF-8 already, so they go
 * into a text frame as they are; Vert.x's public way would decode and encode them again for every reader. A frame with
 * a body of other bytes is a binary message: as a text it would cost the reader its connection (RFC 6455, 8.1).
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
        ByteBuf frame = ((BufferInternal) bytes).getByteBuf();
        return socket.writeFrame(new WebSocketFrameImpl(
                Utf8.isText(frame) ? WebSocketFrameType.TEXT : WebSocketFrameType.BINARY, frame, true));
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
    public Optional<StompVersion> agreedVersion() {
        return StompVersion.ofSubProtocol(socket.subProtocol());
    }

    @Override
    public String door() {
        return DOOR;
    }
}
