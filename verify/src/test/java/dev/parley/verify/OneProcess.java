package dev.parley.verify;

import dev.parley.auth.AuthService;
import dev.parley.chat.ChatService;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.GatewayService;
import dev.parley.platform.boot.ServiceProcess;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.presence.PresenceService;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All of Parley in the test's own process. */
final class OneProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();
    private final int http = Ports.free();
    private final int tcp = Ports.free();
    private final ServiceProcess process;

    OneProcess(Path folder) {
        Map<String, String> settings = new HashMap<>(OneAddress.SETTINGS);
        settings.put("PARLEY_DATA_DIR", folder.toString());
        settings.put("PARLEY_MANAGEMENT_HOST", HOST);
        settings.put("PARLEY_MANAGEMENT_PORT", "0");
        settings.put("PARLEY_EVENT_LOOPS", "2");
        settings.put("PARLEY_AUTH_GUESTS", "true");
        settings.put("PARLEY_DRAIN_WAIT_SECONDS", "0");
        settings.put("PARLEY_HTTP_HOST", HOST);
        settings.put("PARLEY_HTTP_PORT", Integer.toString(http));
        settings.put("PARLEY_STOMP_TCP_HOST", HOST);
        settings.put("PARLEY_STOMP_TCP_PORT", Integer.toString(tcp));
        process = await(ServiceProcess.start(
                new LocalBackbone(vertx, new NodeId("one", "first")),
                Settings.load(settings),
                List.of(new AuthService(), new ChatService(), new PresenceService(), new GatewayService())));
    }

    /** Where its plain STOMP is. */
    int tcpPort() {
        return tcp;
    }

    /** Where its REST is. */
    String http() {
        return "http://" + HOST + ":" + http;
    }

    /** As {@code --gateway} has it, with plain STOMP at that port. */
    String gateway(int tcpPort) {
        return http() + ",stomp-tcp://" + HOST + ":" + tcpPort;
    }

    @Override
    public void close() {
        await(process.stop());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
