package dev.parley.gateway.feed;

import java.util.List;

/**
 * A subscription's place in a room's log. Going live, resuming, being slow, filling a gap that the bus left: all are
 * {@link #advance}: deliver the next event while the reader can take it, from the feed's ring or, behind that, from
 * pages of history. It holds no event: of a page, what the reader has no room for is read again. One event loop.
 */
public final class Cursor {
    private final RoomFeed feed;
    private final Reader reader;
    private final long pinned;
    private long next;
    private boolean reading;
    private boolean ended;

    /**
     * @param next the sequence of the first event to deliver
     * @param pinned the head when the subscription was made: events up to it are replay
     */
    Cursor(RoomFeed feed, Reader reader, long next, long pinned) {
        this.feed = feed;
        this.reader = reader;
        this.next = next;
        this.pinned = pinned;
    }

    /** Delivers as much as the reader takes. */
    public void advance() {
        while (!ended && reader.hasRoom()) {
            FeedEvent event = feed.at(next);
            if (event == null) {
                if (next <= feed.head() && !reading) {
                    readPage();
                }
                return;
            }
            deliver(event);
        }
    }

    private void deliver(FeedEvent event) {
        next++;
        reader.deliver(event, event.sequence() <= pinned);
    }

    /** Delivers nothing more and lets go of the feed. */
    public void end() {
        if (!ended) {
            ended = true;
            feed.detach(this);
        }
    }

    void onLogReplaced() {
        reader.onLogReplaced();
    }

    /** The log goes on, and the event that should come next is not in it any more. */
    private boolean isCutOff(List<FeedEvent> read) {
        return !read.isEmpty() && read.get(0).sequence() > next;
    }

    private void readPage() {
        reading = true;
        feed.page(next - 1).onComplete(read -> {
            reading = false;
            if (ended) {
                return;
            }
            if (read.succeeded() && isCutOff(read.result())) {
                reader.onLogReplaced();
            } else if (read.succeeded() && has(read.result())) {
                take(read.result());
                advance();
            } else {
                feed.later(this::advance);
            }
        });
    }

    private boolean has(List<FeedEvent> page) {
        return page.stream().anyMatch(event -> event.sequence() == next);
    }

    private void take(List<FeedEvent> page) {
        for (FeedEvent event : page) {
            if (ended || !reader.hasRoom()) {
                return;
            }
            if (event.sequence() == next) {
                deliver(event);
            }
        }
    }
}
