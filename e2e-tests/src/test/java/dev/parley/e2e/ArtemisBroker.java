package dev.parley.e2e;

import dev.parley.testkit.Ports;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;

/** ActiveMQ Artemis in this process, speaking STOMP at one port for as long as it runs; it can be stopped and started. */
final class ArtemisBroker implements AutoCloseable {
    private final int port = Ports.free();
    private ActiveMQServer server = start();

    int port() {
        return port;
    }

    /** Ends it: its connections break, its messages are gone. */
    void stop() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Begins anew at the same port. */
    void startAgain() {
        server = start();
    }

    private ActiveMQServer start() {
        Map<String, Object> at = Map.of("host", "127.0.0.1", "port", port);
        Map<String, Object> speaks =
                Map.of("protocols", "STOMP", "anycastPrefix", "/queue/", "multicastPrefix", "/topic/");
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(
                        new TransportConfiguration(NettyAcceptorFactory.class.getName(), at, "stomp", speaks));
        ActiveMQServer started = ActiveMQServers.newActiveMQServer(configuration);
        try {
            started.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return started;
    }

    @Override
    public void close() {
        stop();
    }
}
