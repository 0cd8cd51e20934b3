package dev.parley.chat.shard;

import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.platform.loop.Turns;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** One shard that is owned: made when it is taken, thrown away with all it knows when it is released. */
public record Shard(Sequencer sequencer, Rooms rooms, Interests interests) {
    /** Heads kept, for each room whose state is: small things, of all rooms that gateways want. */
    private static final int HEADS_PER_ROOM = 4;

    /**
     * Bounds of a shard.
     *
     * @param rooms how many rooms' state is kept in memory
     */
    public record Options(Sequencer.Options sequencer, int rooms) {}

    /**
     * What shards are made of.
     *
     * @param heads in whose turns heads are asked for, of all shards of the process
     */
    public record Parts(
            RoomStore rooms,
            Turns heads,
            MessageLog log,
            Announcer announcer,
            ChatMeters meters,
            InstantSource clock,
            LongSupplier nanoTime,
            Sequencer.Pause pause) {}

    /** A shard that knows nothing yet. Call on the event loop that will use it. */
    public static Shard open(Parts parts, Options options) {
        Heads heads = new Heads(Math.multiplyExact(options.rooms(), HEADS_PER_ROOM), parts.nanoTime());
        RoomCache cache = new RoomCache(options.rooms(), heads);
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
        return new Shard(sequencer, new Rooms(cache, heads, parts.rooms(), parts.heads()), interests);
    }
}
