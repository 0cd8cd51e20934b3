package dev.parley.gateway.transport;

import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.session.Sessions;
import dev.parley.platform.boot.Listening;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** STOMP over TCP; over TLS where a certificate is configured. One on each event loop, sharing the port. */
public final class StompTcpDoor {
    private static final String PORT_KEY = "PARLEY_STOMP_TCP_PORT";

    private static final Framing FRAMING = new TcpFraming();

    private final NetServer server;
    private final Options options;

    /** Where it listens, and with which certificate and key (PEM files). */
    public record Options(String host, int port, Optional<String> certificate, Optional<String> key) {
        /** Reads {@code PARLEY_STOMP_TCP_*}. */
        public static Options of(Settings settings) {
            Options options = new Options(
                    settings.text("PARLEY_STOMP_TCP_HOST", "0.0.0.0"),
                    settings.number(PORT_KEY, 61613, 0, 65535),
                    settings.optional("PARLEY_STOMP_TCP_CERTIFICATE"),
                    settings.optional("PARLEY_STOMP_TCP_KEY"));
            if (options.certificate().isPresent() != options.key().isPresent()) {
                throw new ConfigException("PARLEY_STOMP_TCP_KEY", "goes with PARLEY_STOMP_TCP_CERTIFICATE");
            }
            return options;
        }
    }

    public StompTcpDoor(Vertx vertx, Options options, EventLoop loop, Sessions sessions) {
        this.options = options;
        NetServerOptions net = new NetServerOptions()
                .setHost(options.host())
                .setPort(SharedPort.TCP.of(options.port()))
                .setTcpKeepAlive(true)
                .setSslHandshakeTimeout(sessions.connectWithin().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setAcceptBacklog(1024);
        options.certificate()
                .ifPresent(certificate -> net.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(certificate)
                                .setKeyPath(options.key().orElseThrow())));
        this.server = vertx.createNetServer(net)
                .exceptionHandler(failure -> countTlsTime(failure, sessions))
                .connectHandler(socket -> accept(socket, loop, sessions));
    }

    /** Of a connection that never got as far as {@link #accept}. */
    private static void countTlsTime(Throwable failure, Sessions sessions) {
        if (failure instanceof SslHandshakeTimeoutException) {
            sessions.limits().exceeded(Limit.TLS_TIME);
        }
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
