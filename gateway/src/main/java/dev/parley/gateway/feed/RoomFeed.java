package dev.parley.gateway.feed;

import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room as one event loop hears it: the newest events in a bounded ring without holes, and how far the log is known
 * to go. An announcement that does not follow the ring's head leaves a gap, which is read from the log; a late or
 * repeated one is ignored. One event loop.
 */
final class RoomFeed {
    private static final @Nullable FeedEvent[] NO_EVENTS = {};

    private final RoomId room;
    private final RoomFeeds feeds;
    private final EdgeBus bus;
    private final FeedOptions options;
    /** Empty until the first event. */
    private @Nullable FeedEvent[] ring = NO_EVENTS;

    private final Set<Cursor> cursors = new LinkedHashSet<>();
    /** Of those who hear something else of the room than its log. */
    private final Set<Hearing> others = new LinkedHashSet<>();
    /** Events of the ring that change rights and have not been told to who has not come so far. */
    private final List<FeedEvent> changes = new ArrayList<>();

    private final Doubts doubts;
    /** The newest sequence by which rights may have changed. */
    private long changedAt = -1;

    private @Nullable Epoch epoch;
    private long head = -1;
    /** The sequence before the oldest in the ring: the ring holds those in (base, head]. */
    private long base = -1;

    private long known = -1;
    private boolean filling;
    private int opening;

    RoomFeed(RoomId room, RoomFeeds feeds, EdgeBus bus, FeedOptions options) {
        this.room = room;
        this.feeds = feeds;
        this.bus = bus;
        this.options = options;
        this.doubts = new Doubts(this, bus);
    }

    /** A subscription is being made: the feed stays until {@link #opened} or {@link #notOpened}. */
    void opening() {
        opening++;
    }

    /**
     * A subscription was made.
     *
     * @param person who was allowed to
     * @param next where it starts
     * @param pinned the head that the room's owner pinned
     */
    Cursor opened(Reader reader, UserId person, long next, Position pinned) {
        opening--;
        learn(pinned);
        Cursor cursor = new Cursor(this, reader, person, next, pinned.sequence());
        cursors.add(cursor);
        doubtIfChanged(cursor.hearing());
        return cursor;
    }

    /** The same for who does not read the log. */
    Hearing opened(Hearing.Listener listener, UserId person, Position pinned) {
        opening--;
        learn(pinned);
        Hearing hearing = new Hearing(this, person, pinned.sequence(), listener);
        others.add(hearing);
        doubtIfChanged(hearing);
        return hearing;
    }

    /** Who allowed it may have known less of the log than is known here by now. */
    private void doubtIfChanged(Hearing hearing) {
        Epoch log = epoch;
        if (log != null && changedAt >= 0) {
            hearing.doubt(new Position(log, changedAt));
        }
    }

    void notOpened() {
        opening--;
        feeds.forgetIfUnused(this);
    }

    void detach(Cursor cursor) {
        cursors.remove(cursor);
        feeds.forgetIfUnused(this);
    }

    void detach(Hearing hearing) {
        if (others.remove(hearing)) {
            feeds.forgetIfUnused(this);
        }
    }

    boolean isUnused() {
        return opening == 0 && cursors.isEmpty() && others.isEmpty();
    }

    Doubts doubts() {
        return doubts;
    }

    RoomId room() {
        return room;
    }

    /** The newest sequence that can be delivered; -1 before anything is known. */
    long head() {
        return head;
    }

    /** The event of this sequence if the ring holds it. */
    @Nullable
    FeedEvent at(long sequence) {
        return sequence > base && sequence <= head ? ring[slot(sequence)] : null;
    }

    private int slot(long sequence) {
        return (int) (sequence % options.events());
    }

    /** Events were announced, in order. */
    void onAdvanced(Epoch announced, List<LoggedEvent> events) {
        if (!isSameLog(announced)) {
            return;
        }
        if (head < 0) {
            startAt(events.get(0).sequence() - 1);
        }
        events.forEach(this::append);
        if (known > head) {
            fill();
        }
        wake();
    }

    /** The log is known to go as far as this. */
    void learn(Position position) {
        if (!isSameLog(position.epoch())) {
            return;
        }
        if (head < 0) {
            startAt(position.sequence());
        }
        known = Math.max(known, position.sequence());
        if (known > head) {
            fill();
        }
    }

    /** The position to tell the room's owner; null before anything is known. */
    @Nullable
    Position position() {
        return epoch == null || head < 0 ? null : new Position(epoch, head);
    }

    /** Events after a sequence for a cursor, when it is its turn. */
    Future<List<FeedEvent>> page(long after) {
        return feeds.pages().read(this, after);
    }

    /** Events after a sequence, read from the log; none where it turns out to be another one. */
    Future<List<FeedEvent>> history(long after) {
        return bus.ask(new ReadLog(room, after, options.page()))
                .map(page -> isSameLog(page.head().epoch())
                        ? page.events().stream()
                                .map(event -> new FeedEvent(room, page.head().epoch(), event, feeds.frames()))
                                .toList()
                        : List.of());
    }

    /** Does something when this turn of the event loop is over. */
    void soon(Runnable task) {
        feeds.soon(task);
    }

    /** Tries something again, a little later. */
    void later(Runnable task) {
        feeds.later(task);
    }

    private boolean isSameLog(Epoch other) {
        if (epoch == null) {
            epoch = other;
        }
        if (epoch.equals(other)) {
            return true;
        }
        List.copyOf(cursors).forEach(Cursor::onLogReplaced);
        others.forEach(hearing -> hearing.onLogReplaced(other));
        epoch = null;
        startAt(-1);
        known = -1;
        changedAt = -1;
        changes.clear();
        return false;
    }

    /** Empties the ring: it goes on behind this sequence. */
    private void startAt(long sequence) {
        ring = NO_EVENTS;
        base = sequence;
        head = sequence;
        known = Math.max(known, sequence);
    }

    private void append(LoggedEvent event) {
        known = Math.max(known, event.sequence());
        if (event.sequence() == head + 1 && epoch != null) {
            head++;
            FeedEvent appended = new FeedEvent(room, epoch, event, feeds.frames());
            if (ring.length == 0 || appended.erases()) {
                // Who was erased here: what the log said before, it says otherwise now, or soon.
                ring = new FeedEvent[options.events()];
                base = head - 1;
            }
            ring[slot(head)] = appended;
            if (appended.rights().effect() != RightsChange.Effect.NONE) {
                changes.add(appended);
                changedAt = head;
            }
            base = Math.max(base, head - options.events());
        }
    }

    /** Reads what is missing between the ring and what is known; what the ring could not hold is left to the cursors. */
    private void fill() {
        if (filling) {
            return;
        }
        if (known - head > options.events()) {
            startAt(known);
            doubtAll();
            wake();
            return;
        }
        filling = true;
        bus.ask(new ReadLog(room, head, options.page())).onComplete(read -> {
            filling = false;
            if (read.succeeded()) {
                filled(read.result());
            }
            if (known > head) {
                later(this::fillIfWanted);
            }
        });
    }

    private void fillIfWanted() {
        if (!isUnused() && known > head) {
            fill();
        }
    }

    private void filled(HistoryPage page) {
        long before = head;
        if (isSameLog(page.head().epoch())) {
            skipWhatIsGone(page);
            page.events().forEach(this::append);
            if (known > head && head > before) {
                fill();
            }
            wake();
        }
    }

    /** Where the log was cut off in the gap, the ring begins anew behind it; the cursors before it will find out. */
    private void skipWhatIsGone(HistoryPage page) {
        if (!page.events().isEmpty() && page.events().get(0).sequence() > head + 1) {
            startAt(page.events().get(0).sequence() - 1);
            doubtAll();
        }
    }

    /** What the log says of rights up to the head is not known here. */
    private void doubtAll() {
        Epoch log = epoch;
        if (log != null) {
            changedAt = head;
            Position reached = new Position(log, head);
            List.copyOf(cursors).forEach(cursor -> cursor.hearing().doubt(reached));
            List.copyOf(others).forEach(hearing -> hearing.doubt(reached));
        }
    }

    /** Everybody goes on; then those whose right has changed and who have not come so far do not any more. */
    private void wake() {
        List<Cursor> hearers = List.copyOf(cursors);
        hearers.forEach(Cursor::advance);
        if (!changes.isEmpty()) {
            RightsChanges changed = new RightsChanges(changes);
            changes.clear();
            hearers.forEach(cursor -> cursor.onRightsChanged(changed));
            List.copyOf(others).forEach(hearing -> hearing.onUnheard(changed));
        }
    }
}
