package dev.parley.presence;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.ShardHost;
import dev.parley.presence.app.PresenceShards;
import dev.parley.presence.bus.PresenceCommands;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Wires the shards that this process owns to the bus, and lets time pass for all of them by one timer. */
final class PresenceVerticle extends VerticleBase {
    private final Backbone backbone;
    private final Bus bus;
    private final PresenceShards shards;
    private final PresenceMeters meters;
    private final long tickMillis;
    private final ShardHost host;

    PresenceVerticle(
            Backbone backbone,
            Bus bus,
            PresenceShards shards,
            PresenceMeters meters,
            long tickMillis,
            ShardHost.Options moves) {
        this.backbone = backbone;
        this.bus = bus;
        this.shards = shards;
        this.meters = meters;
        this.tickMillis = tickMillis;
        this.host = new ShardHost(
                backbone, bus, PresenceService.NAME, bus.addresses().presenceShards(), moves, this::take);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(tickMillis, ticked -> {
            shards.tick();
            meters.show(shards.counts());
        });
        return host.start();
    }

    @Override
    public Future<?> stop() {
        return host.stop();
    }

    private Future<ShardHost.Running> take(int number) {
        return bus.serve(Addresses.presenceShard(number), PresenceCommands.of(shards.take(number)))
                .onFailure(failure -> shards.release(number))
                .map(registration -> new Served(number, registration));
    }

    /** A shard that this process serves. */
    private final class Served implements ShardHost.Running {
        private final int number;
        private final Bus.Registration registration;

        Served(int number, Bus.Registration registration) {
            this.number = number;
            this.registration = registration;
        }

        @Override
        public Future<Void> withdraw() {
            return backbone.withdraw(Addresses.presenceShard(number));
        }

        @Override
        public Future<Void> release() {
            return registration.end().onComplete(ended -> shards.release(number));
        }
    }
}
