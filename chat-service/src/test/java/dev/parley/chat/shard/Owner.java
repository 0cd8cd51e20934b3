package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.openRooms;

import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process that owns a shard, as the tests see it: over any store, with what it announced kept. */
final class Owner {
    static final Shard.Options ROOMY = new Shard.Options(new Sequencer.Options(256, 4096), 100);

    final PostingRules rules = openRooms();
    final Shard shard;
    final Map<NodeId, Map<RoomId, List<LoggedEvent>>> announced = new HashMap<>();
    final Map<Promise<Void>, Duration> pauses = new HashMap<>();
    final ManualClock clock = ManualClock.atNewYear();

    Owner(RoomStore rooms, MessageLog log, Shard.Options options) {
        this.shard = Shard.open(
                new Shard.Parts(
                        rooms,
                        options.sequencer().turns(),
                        log,
                        (room, epoch, events, gateways) -> gateways.forEach(gateway -> announced
                                .computeIfAbsent(gateway, one -> new HashMap<>())
                                .computeIfAbsent(room, one -> new ArrayList<>())
                                .addAll(events)),
                        new ChatMeters(new SimpleMeterRegistry()),
                        clock,
                        () -> clock.millis() * 1_000_000,
                        this::pause),
                options);
    }

    private Future<Void> pause(Duration time) {
        Promise<Void> over = Promise.promise();
        pauses.put(over, time);
        return over.future();
    }

    /** Lets the time go by that it waits for. */
    void endPause() {
        Map<Promise<Void>, Duration> all = Map.copyOf(pauses);
        pauses.clear();
        all.forEach((over, time) -> {
            clock.advance(time);
            over.complete();
        });
    }

    Sequencer sequencer() {
        return shard.sequencer();
    }

    List<LoggedEvent> announced(NodeId gateway, RoomId room) {
        return announced.getOrDefault(gateway, Map.of()).getOrDefault(room, List.of());
    }
}
