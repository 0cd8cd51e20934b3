package dev.parley.standalone;

import dev.parley.auth.AuthService;
import dev.parley.chat.ChatService;
import dev.parley.gateway.GatewayService;
import dev.parley.platform.boot.ServiceProcess;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.presence.PresenceService;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All four services in one process: SQLite in a folder, no cluster, no internal port. */
public final class StandaloneMain {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneMain.class);

    /**
     * What differs from a cluster: one shard is one writer, which is what SQLite has; the door stands open; and nobody can
     * be sent elsewhere, so it stops at once.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "PARLEY_DATA_DIR", "./data",
            "PARLEY_MANAGEMENT_HOST", "127.0.0.1",
            "PARLEY_CHAT_SHARDS", "1",
            "PARLEY_PRESENCE_SHARDS", "1",
            "PARLEY_DRAIN_WAIT_SECONDS", "0",
            "PARLEY_DRAIN_SECONDS", "0",
            "PARLEY_ROOMS_OPEN", "true",
            "PARLEY_AUTH_GUESTS", "true");

    private StandaloneMain() {}

    public static void main(String[] arguments) {
        try {
            Settings settings = Settings.load(System.getenv()).withDefaults(DEFAULTS);
            ServiceProcess.launchLocal(
                            settings,
                            List.of(new AuthService(), new ChatService(), new PresenceService(), new GatewayService()))
                    .onSuccess(process -> LOG.atInfo().log(
                            "Parley is ready: open http://localhost:{} in a browser; Ctrl-C stops it",
                            settings.effective().get("PARLEY_HTTP_PORT")));
        } catch (ConfigException e) {
            LOG.atError().log("cannot start: {}", e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }
}
