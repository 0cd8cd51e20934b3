package dev.parley.chat;

import dev.parley.chat.app.EraseWriterUseCase;
import dev.parley.chat.app.Markers;
import dev.parley.chat.bus.ChatCommands;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.shard.ChatMeters;
import dev.parley.chat.shard.Shard;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.ShardHost;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Wires shards and directory to the bus. All of it runs on this verticle's event loop. */
final class ChatVerticle extends VerticleBase {
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Backbone backbone;
    private final Bus bus;
    private final ShardHost host;
    private final Shard.Parts parts;
    private final Shard.Options options;
    private final PostingRules rules;
    private final ChatMeters meters;
    private final ChatCommands commands;
    private final Markers markers;
    private final EraseWriterUseCase erase;

    ChatVerticle(
            Backbone backbone,
            Bus bus,
            ChatConfig config,
            Shard.Parts parts,
            Markers markers,
            EraseWriterUseCase erase) {
        this.backbone = backbone;
        this.bus = bus;
        this.parts = parts;
        this.options = config.shard();
        this.rules = new PostingRules(config.rules());
        this.meters = parts.meters();
        this.markers = markers;
        this.erase = erase;
        this.commands = new ChatCommands(meters, markers);
        this.host = new ShardHost(
                backbone, bus, ChatService.NAME, bus.addresses().chatShards(), config.moves(), this::take);
    }

    @Override
    public Future<?> start() {
        // A failure is logged where it happens, and the next time is soon enough.
        vertx.setPeriodic(0, FORGET_EVERY.toMillis(), fired -> markers.forgetUnused());
        return bus.serve(Addresses.directory(), commands.ofDirectory(parts.rooms(), erase))
                .compose(served -> host.start());
    }

    private Future<ShardHost.Running> take(int number) {
        Shard shard = Shard.open(parts, options);
        return bus.serve(Addresses.chatShard(number), commands.ofShard(shard, rules, parts))
                .map(served -> {
                    meters.shardTaken();
                    bus.tellAll(Addresses.GATEWAYS, new ShardTaken(number));
                    return new Served(number, shard, served);
                });
    }

    /** A shard that this process serves. */
    private final class Served implements ShardHost.Running {
        private final int number;
        private final Shard shard;
        private final Bus.Registration registration;

        Served(int number, Shard shard, Bus.Registration registration) {
            this.number = number;
            this.shard = shard;
            this.registration = registration;
        }

        /** From here on only the new owner is found: what gateways want may have been told to this one before. */
        @Override
        public Future<Void> withdraw() {
            return backbone.withdraw(Addresses.chatShard(number))
                    .onComplete(withdrawn -> bus.tellAll(Addresses.GATEWAYS, new ShardTaken(number)));
        }

        @Override
        public Future<Void> release() {
            return registration
                    .end()
                    .eventually(() -> shard.sequencer().idle())
                    .onComplete(ended -> meters.shardReleased());
        }
    }

    @Override
    public Future<?> stop() {
        return host.stop();
    }
}
