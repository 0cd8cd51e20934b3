package dev.parley.e2e.sim;

/** What a simulation is about. A run of many in which one of them never happens shows less than it says. */
enum Happening {
    /** A chat process died while it owned shards. */
    OWNER_CRASHED,
    GATEWAY_CRASHED,
    /** A process took a shard that another one serves. */
    TWO_OWNERS,
    /** Another owner was faster: the database refused a batch. */
    CONFLICT,
    ANNOUNCEMENT_LOST,
    ANNOUNCEMENT_REPEATED,
    /** Something was said again that had been said before. */
    RETRIED,
    /** The answer to that was the first one. */
    DUPLICATE_ANSWERED,
    /** A subscription went on behind a place in the log. */
    RESUMED,
    /** A reader that took nothing had something waiting for it. */
    STALLED,
    /** It took that in the end. */
    DRAINED,
    /** Somebody was to be removed from a room. */
    REMOVED,
    /** A reader got its own removal, as the last event, or was told that it may read no more. */
    CUT_OFF,
    /** It took nothing for too long. */
    CLOSED_AS_SLOW
}
