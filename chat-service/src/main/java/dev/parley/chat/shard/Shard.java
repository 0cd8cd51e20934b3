package dev.parley.chat.shard;

import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** One shard that is owned: made when it is taken, thrown away with all it knows when it is released. */
public record Shard(Sequencer sequencer, Rooms rooms, Interests interests) {
    /**
     * Bounds of a shard.
     *
     * @param rooms how many rooms' state is kept in memory
     */
    public record Options(Sequencer.Options sequencer, int rooms) {}

    /** What shards are made of. */
    public record Parts(
            RoomStore rooms,
            MessageLog log,
            Announcer announcer,
            ChatMeters meters,
            InstantSource clock,
            LongSupplier nanoTime,
            Sequencer.Pause pause) {}

    /** A shard that knows nothing yet. Call on the event loop that will use it. */
    public static Shard open(Parts parts, Options options) {
        RoomCache cache = new RoomCache(options.rooms(), parts.nanoTime());
        Interests interests = new Interests(parts.nanoTime());
        GroupCommit commit = new GroupCommit(
                cache,
                parts.rooms(),
                parts.log(),
                parts.clock(),
                new EventIds(new SplittableRandom(new SecureRandom().nextLong())),
                parts.meters());
        Sequencer sequencer = new Sequencer(
                commit,
                interests,
                parts.announcer(),
                options.sequencer(),
                parts.meters(),
                parts.nanoTime(),
                parts.pause());
        return new Shard(sequencer, new Rooms(cache, parts.rooms()), interests);
    }
}
