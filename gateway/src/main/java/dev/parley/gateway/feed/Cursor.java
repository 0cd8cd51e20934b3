package dev.parley.gateway.feed;

import dev.parley.contracts.model.UserId;
import dev.parley.gateway.feed.RightsChange.Effect;
import java.util.List;

/**
 * A subscription's place in a room's log. Going live, resuming, being slow, filling a gap that the bus left: all are
 * {@link #advance}: deliver the next event while the reader can take it, from the feed's ring or, behind that, from
 * pages of history. It holds no event: of a page, what the reader has no room for is read again. One event loop.
 */
public final class Cursor implements Hearing.Listener {
    private final RoomFeed feed;
    private final Reader reader;
    private final Hearing hearing;
    private final long pinned;
    private long next;
    private boolean reading;
    private boolean ended;

    /**
     * @param person whose right it is to read
     * @param next the sequence of the first event to deliver
     * @param pinned the head when the subscription was made: events up to it are replay, and known to who allowed it
     */
    Cursor(RoomFeed feed, Reader reader, UserId person, long next, long pinned) {
        this.feed = feed;
        this.reader = reader;
        this.hearing = new Hearing(feed, person, pinned, this);
        this.next = next;
        this.pinned = pinned;
    }

    Hearing hearing() {
        return hearing;
    }

    /** Delivers as much as the reader takes. */
    public void advance() {
        while (mayDeliver()) {
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

    private boolean mayDeliver() {
        return !ended && !hearing.isInDoubt() && reader.hasRoom();
    }

    private void deliver(FeedEvent event) {
        Effect effect = hearing.effectOf(event);
        if (effect == Effect.DOUBT_BEFORE) {
            hearing.doubt(event, false);
            return;
        }
        next++;
        reader.deliver(event, event.sequence() <= pinned);
        if (effect == Effect.ENDS) {
            hearing.remove(event, true);
        } else if (effect == Effect.DOUBT_AFTER) {
            hearing.doubt(event, true);
        }
    }

    /** The feed has events that change rights: who is behind them does not get so far any more. */
    void onRightsChanged(RightsChanges changes) {
        if (next <= changes.newest() && changes.concern(hearing.person())) {
            changes.events().stream().filter(event -> next <= event.sequence()).forEach(hearing::onUnheard);
        }
    }

    @Override
    public void onConfirmed() {
        advance();
    }

    @Override
    public void onRemoved(Removal removal) {
        end();
        reader.onRemoved(removal);
    }

    /** Delivers nothing more and lets go of the feed. */
    public void end() {
        if (!ended) {
            ended = true;
            feed.detach(this);
            hearing.end();
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
            if (!mayDeliver()) {
                return;
            }
            if (event.sequence() == next) {
                deliver(event);
            }
        }
    }
}
