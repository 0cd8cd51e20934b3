package dev.parley.gateway.transport;

import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.session.Sessions;
import dev.parley.platform.boot.Listening;
import dev.parley.platform.config.Settings;
import dev.parley.platform.tls.CertificateFiles;
import dev.parley.platform.tls.DoorTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** STOMP over TCP; over TLS where a certificate is configured. One on each event loop, sharing the port. */
public final class StompTcpDoor {
    private static final String PORT_KEY = "PARLEY_STOMP_TCP_PORT";

    private static final Framing FRAMING = new TcpFraming();

    private final NetServer server;
    private final Options options;

    /** Where it listens, and its certificate, where it speaks TLS. */
    public record Options(String host, int port, Optional<CertificateFiles> certificate) {
        /** Reads {@code PARLEY_STOMP_TCP_*}. */
        public static Options of(Settings settings) {
            return new Options(
                    settings.text("PARLEY_STOMP_TCP_HOST", "0.0.0.0"),
                    settings.number(PORT_KEY, 61613, 0, 65535),
                    CertificateFiles.of(settings, "PARLEY_STOMP_TCP"));
        }
    }

    /** @param tls where it speaks TLS */
    public StompTcpDoor(Vertx vertx, Options options, Optional<DoorTls> tls, EventLoop loop, Sessions sessions) {
        this.options = options;
        NetServerOptions net = new NetServerOptions()
                .setHost(options.host())
                .setPort(SharedPort.TCP.of(options.port()))
                .setTcpKeepAlive(true)
                .setAcceptBacklog(1024);
        tls.ifPresent(door -> door.configure(net));
        this.server = vertx.createNetServer(net)
                .exceptionHandler(failure -> Handshakes.count(failure, sessions.limits()))
                .connectHandler(socket -> accept(socket, loop, sessions));
        tls.ifPresent(door -> door.onChange(now -> server.updateSSLOptions(now.server())));
    }

    /** Listens; the value is the port. */
    public Future<Integer> listen() {
        return Listening.on(PORT_KEY, options.port(), server.listen()).map(NetServer::actualPort);
    }

    /**
     * Accepts nobody any more. Who is here stays until its session ends, and is closed after the time.
     *
     * @return completes when all are closed
     */
    public Future<Void> close(Duration within) {
        return server.shutdown(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void accept(NetSocket socket, EventLoop loop, Sessions sessions) {
        Channels.keepAlive(socket);
        ChannelConnection connection = new ChannelConnection(loop, FRAMING);
        Channels.takeOver(socket, connection);
        connection.begin(sessions.accept(connection, Door.TCP, ClientAddress.of(socket.remoteAddress())));
    }
}
