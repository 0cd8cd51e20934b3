package dev.parley.presence.app;

/**
 * How much there is, for the meters.
 *
 * @param leases gateways times shards
 * @param sessions session times room
 * @param roomsWatched rooms that at least one gateway watches
 * @param ignored sessions and watches above the bound of a lease
 */
public record Counts(int leases, int sessions, int roomsWatched, long ignored) {
    /** Nothing at all. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                leases + other.leases,
                sessions + other.sessions,
                roomsWatched + other.roomsWatched,
                ignored + other.ignored);
    }
}
