package dev.parley.gateway.feed;

/** Whoever a cursor delivers to: a STOMP subscription, a registration of the event-bus bridge. */
public interface Reader {
    /** Whether it can take an event now; when it cannot, {@link Cursor#advance} is called once it can. */
    boolean hasRoom();

    /**
     * The next event, exactly one after the last.
     *
     * @param replay whether it was there before the subscription
     */
    void deliver(FeedEvent event, boolean replay);

    /** Its person may not hear the room any more: nothing is delivered from now on, and the cursor has ended. */
    void onRemoved(Removal removal);

    /** The log was replaced or cut off under the subscription: what comes next could not follow what was delivered. */
    void onLogReplaced();
}
