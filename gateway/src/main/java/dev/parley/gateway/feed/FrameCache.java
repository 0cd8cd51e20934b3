package dev.parley.gateway.feed;

import dev.parley.gateway.session.SharedFrame;
import java.util.ArrayDeque;

/**
 * The frames of events that an event loop keeps encoded, the newest, in memory outside of the heap and bounded by its
 * bytes: readers that go along with a room share them, those that come later have theirs encoded again. One event loop.
 */
final class FrameCache {
    private final long bound;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private long bytes;

    private record Kept(SharedFrame frame, FeedEvent event) {}

    /** @param bound bytes; the newest frame is kept in any case */
    FrameCache(long bound) {
        this.bound = bound;
    }

    /** Keeps a frame for its event, and lets go of the oldest. */
    void keep(SharedFrame frame, FeedEvent event) {
        kept.add(new Kept(frame, event));
        bytes += frame.capacity();
        while (bytes > bound && kept.size() > 1) {
            letGo(kept.remove());
        }
    }

    private void letGo(Kept old) {
        bytes -= old.frame().capacity();
        old.event().forget(old.frame());
        old.frame().release();
    }
}
