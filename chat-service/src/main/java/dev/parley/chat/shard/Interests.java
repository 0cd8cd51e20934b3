package dev.parley.chat.shard;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Which gateways want to hear of which rooms of the shard. What a node said is void when it has not been heard of for
 * {@link #SILENCE}, and at once when another incarnation of the same name speaks: only its own, and all of it (I8).
 */
public final class Interests {
    /** Five renewals of a gateway (PARLEY_INTEREST_MILLIS) may be lost; and the longest that I8 allows. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Map<String, Wanted> byName = new HashMap<>();

    private record Wanted(NodeId node, Set<RoomId> rooms, long heardAt) {}

    Interests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The node wants one room more. */
    public void add(NodeId node, RoomId room) {
        Wanted before = byName.get(node.name());
        Set<RoomId> rooms =
                before != null && before.node().equals(node) && !isSilent(before) ? before.rooms() : new HashSet<>();
        rooms.add(room);
        byName.put(node.name(), new Wanted(node, rooms, nanoTime.getAsLong()));
    }

    /** The node wants these rooms, and no others. */
    public void replace(NodeId node, Collection<RoomId> rooms) {
        byName.put(node.name(), new Wanted(node, new HashSet<>(rooms), nanoTime.getAsLong()));
    }

    Set<NodeId> of(RoomId room) {
        byName.values().removeIf(this::isSilent);
        return byName.values().stream()
                .filter(wanted -> wanted.rooms().contains(room))
                .map(Wanted::node)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isSilent(Wanted wanted) {
        return nanoTime.getAsLong() - wanted.heardAt() >= SILENCE.toNanos();
    }
}
