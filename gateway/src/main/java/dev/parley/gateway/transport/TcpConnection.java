package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** STOMP over plain TCP, or TLS. */
final class TcpConnection implements Connection {
    static final String DOOR = "tcp";

    private final NetSocket socket;

    TcpConnection(NetSocket socket) {
        this.socket = socket;
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        return socket.write(bytes);
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
        socket.end();
    }

    @Override
    public void abort() {
        Channels.cut(socket);
    }

    @Override
    public String door() {
        return DOOR;
    }
}
