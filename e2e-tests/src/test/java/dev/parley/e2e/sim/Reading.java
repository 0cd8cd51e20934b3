package dev.parley.e2e.sim;

import dev.parley.testkit.stomp.StompFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One subscription to a room, and what it has been sent. */
final class Reading {
    private final String room;
    private final List<String> asked;
    private final OptionalLong after;
    private final boolean synced;
    private final List<StompFrame> events = new ArrayList<>();
    private @Nullable StompFrame sync;
    private @Nullable StompFrame receipt;
    private boolean open = true;
    private String person = "";

    private Reading(String room, List<String> asked, OptionalLong after) {
        this.room = room;
        this.asked = asked;
        this.after = after;
        this.synced = !asked.isEmpty();
    }

    /** One that asks for all that follows that sequence. */
    static Reading after(String room, long sequence) {
        return new Reading(room, List.of("resume-seq", Long.toString(sequence)), OptionalLong.of(sequence));
    }

    /** One that asks for the last so many events. */
    static Reading last(String room, int events) {
        return new Reading(room, List.of("history", Integer.toString(events)), OptionalLong.empty());
    }

    /** One that asks for what is to come. */
    static Reading live(String room) {
        return new Reading(room, List.of(), OptionalLong.empty());
    }

    String room() {
        return room;
    }

    /** Whose it is. */
    Reading by(String name) {
        person = name;
        return this;
    }

    String person() {
        return person;
    }

    /** Where the log stood when it was allowed: what came later may have ended it. */
    long allowedAt() {
        StompFrame pinned = sync == null ? receipt : sync;
        return pinned != null
                ? pinned.number("head")
                : events.isEmpty() ? Long.MAX_VALUE : events.get(0).number("seq") - 1;
    }

    /** Whether an event is no history to it. */
    boolean isLive(StompFrame frame) {
        return frame.number("seq") > allowedAt();
    }

    /** The headers of its SUBSCRIBE that say where it starts. */
    List<String> asked() {
        return asked;
    }

    /** It will be sent nothing more that counts. */
    void end() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether its SUBSCRIBE has had its RECEIPT. */
    boolean isConfirmed() {
        return receipt != null;
    }

    void onReceipt(StompFrame frame) {
        receipt = frame;
    }

    /** Takes a MESSAGE; the value is what is wrong with it. */
    Optional<String> onMessage(StompFrame frame) {
        if (frame.header("event").equals(Optional.of("SYNC"))) {
            return onSync(frame);
        }
        long sequence = frame.number("seq");
        long expected = next();
        events.add(frame);
        if (synced && sync == null) {
            return wrong("an event before the SYNC", frame);
        }
        if (expected > 0 && sequence != expected) {
            return wrong("expected the sequence " + expected, frame);
        }
        StompFrame pinned = sync;
        boolean replay = frame.header("replay").equals(Optional.of("true"));
        if (pinned != null && replay != sequence <= pinned.number("head")) {
            return wrong("replay where the head was " + pinned.number("head"), frame);
        }
        return Optional.empty();
    }

    private Optional<String> onSync(StompFrame frame) {
        boolean first = sync == null && events.isEmpty();
        sync = frame;
        if (!first || !synced) {
            return wrong("a SYNC that nobody asked for", frame);
        }
        if (!frame.header("recovered").equals(Optional.of("true"))) {
            return wrong("the log was always there", frame);
        }
        return after.isPresent() && frame.number("from") != after.getAsLong() + 1
                ? wrong("begins elsewhere", frame)
                : Optional.empty();
    }

    /** The sequence that must come next; 0 where it is not known yet. */
    long next() {
        if (!events.isEmpty()) {
            return events.get(events.size() - 1).number("seq") + 1;
        }
        StompFrame pinned = sync;
        StompFrame confirmed = receipt;
        if (pinned != null) {
            return pinned.number("from");
        }
        return confirmed != null && !synced ? confirmed.number("head") + 1 : 0;
    }

    List<StompFrame> events() {
        return events;
    }

    private Optional<String> wrong(String what, StompFrame frame) {
        return Optional.of(this + ": " + what + ", got " + frame);
    }

    @Override
    public String toString() {
        return "a reading of " + room + " " + asked;
    }
}
