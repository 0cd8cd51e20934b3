package dev.parley.gateway.feed;

import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.feed.RightsChange.Effect;
import org.jspecify.annotations.Nullable;

/**
 * One person's right to hear a room, as long as it lasts: granted by the room's owner as the log stood then, ended by what
 * the log says since. Where the log alone does not say, it is in doubt, and nothing is to be heard by it until the owner
 * has answered. One event loop.
 */
public final class Hearing {
    private final RoomFeed feed;
    private final UserId person;
    private final Listener listener;
    private long asOf;
    private @Nullable Position doubted;
    /** The event that put it in doubt, if it was one, and whether it was heard. */
    private @Nullable FeedEvent by;

    private boolean seen;
    private boolean over;

    /** Who hears by it. */
    public interface Listener {
        /** It was in doubt and is not any more. */
        void onConfirmed();

        /** It has ended. */
        void onRemoved(Removal removal);
    }

    /** @param asOf the sequence up to which the log was taken into account when it was granted */
    Hearing(RoomFeed feed, UserId person, long asOf, Listener listener) {
        this.feed = feed;
        this.person = person;
        this.asOf = asOf;
        this.listener = listener;
    }

    UserId person() {
        return person;
    }

    /** Whether it is not known just now if it still holds. */
    public boolean isInDoubt() {
        return doubted != null;
    }

    /** Whether it has ended, or nobody wants it any more. */
    public boolean isOver() {
        return over;
    }

    /** Nobody hears by it any more. */
    public void end() {
        over = true;
        feed.doubts().remove(this);
        feed.detach(this);
    }

    /** What an event means to it: nothing, where it was granted with that event known. */
    Effect effectOf(FeedEvent event) {
        return event.sequence() > asOf ? event.rights().on(person) : Effect.NONE;
    }

    /** Events have come that its holder has not heard, or that are not for hearing. */
    void onUnheard(RightsChanges changes) {
        if (changes.concern(person)) {
            changes.events().forEach(this::onUnheard);
        }
    }

    void onUnheard(FeedEvent event) {
        switch (effectOf(event)) {
            case ENDS -> remove(event, false);
            case DOUBT_AFTER, DOUBT_BEFORE -> doubt(event, false);
            default -> {}
        }
    }

    void doubt(FeedEvent event, boolean wasHeard) {
        doubt(new Position(event.epoch(), event.sequence()), event, wasHeard);
    }

    /** What the log says up to there is not all known here. */
    void doubt(Position reached) {
        doubt(reached, null, false);
    }

    private void doubt(Position reached, @Nullable FeedEvent event, boolean wasHeard) {
        if (over || reached.sequence() <= asOf) {
            return;
        }
        by = event;
        seen = wasHeard;
        Position before = doubted;
        doubted = before == null || before.sequence() < reached.sequence() ? reached : before;
        if (before == null) {
            feed.doubts().add(this);
        }
    }

    /** How far the log is to be taken into account; null where nothing is in doubt. */
    @Nullable
    Position doubted() {
        return doubted;
    }

    /** The owner has answered, for the log up to there. */
    void onAnswer(boolean mayHear, Position known) {
        Position asked = doubted;
        if (over || asked == null) {
            return;
        }
        if (!asked.epoch().equals(known.epoch())) {
            feed.doubts().add(this); // the log was replaced since
            return;
        }
        if (!mayHear) {
            remove(by, seen);
            return;
        }
        asOf = Math.max(asOf, known.sequence());
        if (asOf < asked.sequence()) {
            feed.doubts().add(this); // something more has come since
            return;
        }
        doubted = null;
        by = null;
        listener.onConfirmed();
    }

    /** What was granted was about another log. */
    void onLogReplaced(Epoch now) {
        asOf = -1;
        doubted = null; // a place in the other log, and what was asked about it, say nothing of this one
        doubt(new Position(now, 0));
    }

    void remove(@Nullable FeedEvent event, boolean wasHeard) {
        if (!over) {
            end();
            listener.onRemoved(new Removal(feed.room(), event, wasHeard));
        }
    }
}
