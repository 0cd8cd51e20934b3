package dev.parley.presence;

import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.presence.app.PresenceShards;
import dev.parley.presence.bus.BusAnnouncer;
import dev.parley.presence.domain.Now;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** The presence service, alone in its process or beside the others. Keeps nothing on disk and needs no database. */
public final class PresenceService implements Service {
    static final String NAME = "presence";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Future<Running> start(ServiceRuntime runtime) {
        PresenceConfig config = PresenceConfig.of(runtime.settings());
        PresenceVerticle verticle = new PresenceVerticle(
                runtime.backbone(),
                runtime.bus(),
                new PresenceShards(config.rules(), new BusAnnouncer(runtime.bus()), PresenceService::now),
                new PresenceMeters(runtime.meters().registry()),
                config.tickMillis(),
                config.moves());
        return runtime.backbone()
                .vertx()
                .deployVerticle(verticle)
                .map(id -> () -> runtime.backbone().vertx().undeploy(id));
    }

    private static Now now() {
        return new Now(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), System.currentTimeMillis());
    }
}
