package dev.parley.platform.cluster;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.tls.WatchedFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Set;

/**
 * Mutual TLS on the event bus (docs/adr/0029-tls-on-the-event-bus.md). Files that change are taken into use without a
 * restart, for connections made from then on. Vert.x 5.0 can do that with its server and its client, and gives no hold of
 * the two that its event bus has: they are taken from their fields, at the start, so that a Vert.x that is built otherwise
 * fails there and not at the first rotation.
 */
final class BusTls {
    private static final String TLS = "TLSv1.3";

    private final BusCertificates.Source source;
    private final BusCertificates atStart;

    /** @throws ConfigException when a file cannot be read */
    BusTls(BusCertificates.Source source) {
        this.source = source;
        try {
            this.atStart = source.read();
        } catch (IOException e) {
            throw new ConfigException("PARLEY_BUS_TLS_CERTIFICATE", "or one of its two companions cannot be read");
        }
    }

    /** For the start: nobody is let in, and nobody is called, without a certificate. */
    void configure(EventBusOptions bus) {
        bus.setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustAll(false)
                .setKeyCertOptions(atStart.own())
                .setTrustOptions(atStart.trusted())
                .setEnabledSecureTransportProtocols(Set.of(TLS));
    }

    /** Looks at the files now and then, as long as the instance is there. */
    void watch(Vertx vertx) {
        NetServer server = part(vertx.eventBus(), "server", NetServer.class);
        NetClient client = part(vertx.eventBus(), "client", NetClient.class);
        new WatchedFiles<>(
                        "the bus",
                        source::read,
                        atStart,
                        read -> take(read, server, client),
                        WatchedFiles.Listener.NOBODY)
                .watch(vertx, source.reload());
    }

    private static Future<?> take(BusCertificates read, NetServer server, NetClient client) {
        ServerSSLOptions incoming = new ServerSSLOptions().setClientAuth(ClientAuth.REQUIRED);
        incoming.setKeyCertOptions(read.own())
                .setTrustOptions(read.trusted())
                .setEnabledSecureTransportProtocols(Set.of(TLS));
        ClientSSLOptions outgoing = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm("")
                .setKeyCertOptions(read.own())
                .setTrustOptions(read.trusted())
                .setEnabledSecureTransportProtocols(Set.of(TLS));
        // The server builds a context from them, or fails and keeps what it has; the client would find out later.
        return server.updateSSLOptions(incoming).compose(taken -> client.updateSSLOptions(outgoing));
    }

    private static <T> T part(EventBus bus, String name, Class<T> type) {
        try {
            Field field = bus.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return type.cast(field.get(bus));
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("this Vert.x has no " + name + " in its event bus: see BusTls", e);
        }
    }
}
