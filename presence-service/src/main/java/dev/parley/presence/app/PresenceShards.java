package dev.parley.presence.app;

import dev.parley.presence.domain.Now;
import dev.parley.presence.domain.PresenceRules;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The shards that this process owns just now. One thread. */
public final class PresenceShards {
    private final PresenceRules rules;
    private final Announcer announcer;
    private final Supplier<Now> time;
    private final Map<Integer, PresenceShard> owned = new HashMap<>();

    public PresenceShards(PresenceRules rules, Announcer announcer, Supplier<Now> time) {
        this.rules = rules;
        this.announcer = announcer;
        this.time = time;
    }

    /** Begins a shard, empty. */
    public PresenceShard take(int number) {
        PresenceShard shard = new PresenceShard(rules, announcer, time);
        owned.put(number, shard);
        return shard;
    }

    /** Forgets a shard and all that it knew. */
    public void release(int number) {
        owned.remove(number);
    }

    /** Lets time pass in each of them. */
    public void tick() {
        owned.values().forEach(PresenceShard::tick);
    }

    /** The sum over all of them. */
    public Counts counts() {
        return owned.values().stream().map(PresenceShard::counts).reduce(Counts.NONE, Counts::plus);
    }
}
