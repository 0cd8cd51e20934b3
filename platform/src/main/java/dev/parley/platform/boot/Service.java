package dev.parley.platform.boot;

import dev.parley.platform.config.Settings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/** One of Parley's services, as a process runs it: alone, or beside the others in one process. */
public interface Service {
    /** The name in the cluster's membership: {@code chat}, {@code presence}, {@code auth}, {@code gateway}. */
    String name();

    /** What a process of this service says of itself in the cluster's membership, by name. */
    default Map<String, String> attributes(Settings settings) {
        return Map.of();
    }

    /** How long {@link Running#stop} may take by these settings; what is behind it stops then, whether it is done or not. */
    default Duration stopWithin(Settings settings) {
        return Duration.ofSeconds(20);
    }

    /** Starts it on the runtime's backbone; completes when it serves. The value stops it again. */
    Future<Running> start(ServiceRuntime runtime);

    /** A service that runs. */
    interface Running {
        /** Finishes what is in flight, ends what was registered, closes what was opened. */
        Future<Void> stop();
    }
}
