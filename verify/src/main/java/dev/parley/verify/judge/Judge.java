package dev.parley.verify.judge;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes down what every client of a run saw, and says which promises were not kept. What can be judged at once is; the
 * rest when the log is read, after all is quiet: {@link #logged} for each event from the first on, then
 * {@link #logEnds}. Times are milliseconds since the beginning of the run and never go back.
 */
public final class Judge {
    private final Map<String, Room> rooms = new HashMap<>();
    private final Map<String, Fate> messages = new HashMap<>();
    private final Map<Witness, Reading> readings = new LinkedHashMap<>();
    private final Map<Witness, Waits> answers = new LinkedHashMap<>();
    private final Violations violations = new Violations();
    private final PresenceJudge presence = new PresenceJudge(violations);
    private long answered;
    private long repeated;
    private long delivered;

    /** What became of a message. */
    private static final class Fate {
        private final Message message;
        private final String gateway;
        private final long said;
        private long sequence;

        Fate(Message message, String gateway, long said) {
            this.message = message;
            this.gateway = gateway;
            this.said = said;
        }
    }

    /** Where a reader is. */
    private static final class Reading {
        private final Waits waits = new Waits();
        private long next = 1;
        private long opened = -1;
        private boolean isAtTimes;
        private String gateway = "";
    }

    /** Somebody says something for the first time, at that gateway. */
    public void said(Message message, String gateway, long now) {
        if (messages.putIfAbsent(message.id(), new Fate(message, gateway, now)) != null) {
            throw new IllegalArgumentException("said before: " + message.id());
        }
    }

    /** An acknowledgement has come, at that gateway. */
    public void answered(Witness author, Answer answer, String gateway, long now) {
        Fate fate = messages.get(answer.id());
        if (fate == null) {
            throw new IllegalArgumentException("never said: " + answer.id());
        }
        String name = fate.message.room();
        Room room = room(name);
        requireEpoch(room, author, name, answer.sequence(), answer.epoch());
        room.known(answer.sequence(), now);
        if (room.absences.forbids(author.person(), answer.sequence())) {
            violated(Promise.I6, name, answer.sequence(), author, "a message of who is no member was stored");
        }
        if (fate.sequence == 0) {
            fate.sequence = answer.sequence();
            answered++;
            answers.computeIfAbsent(author, first -> new Waits())
                    .add(new Waits.Wait(fate.said, now, fate.gateway, gateway));
            return;
        }
        repeated++;
        if (fate.sequence != answer.sequence()) {
            String what = answer.id() + " was answered with " + fate.sequence + " before";
            violated(Promise.I2, name, answer.sequence(), author, what);
        } else if (!answer.duplicate()) {
            violated(Promise.I2, name, answer.sequence(), author, answer.id() + " was answered as new twice");
        }
    }

    /** From now on that client reads its room, from the first event on, and is to get all of them. */
    public void reads(Witness reader) {
        readings.put(reader, new Reading());
    }

    /** The room is open to a reader; where that is for the first time, it has waited for nothing yet. */
    public void opened(Witness reader, long now) {
        Reading reading = readings.get(reader);
        if (reading != null && reading.opened < 0) {
            reading.opened = now;
        }
    }

    /** An event has come to a reader, from that gateway. */
    public void delivered(Witness reader, Delivery event, String gateway, long now) {
        delivered++;
        Room room = room(reader.room());
        long sequence = event.sequence();
        if (room.absences.forbids(reader.person(), sequence)) {
            suspect(room, reader, sequence);
            if (!readings.containsKey(reader)) {
                return; // a stranger, who has no place in the log
            }
        }
        Reading reading = readings.computeIfAbsent(reader, unknown -> new Reading());
        if (sequence < reading.next) {
            violated(Promise.I4, reader, sequence, reader.name() + " got it again, having got " + (reading.next - 1));
        } else if (sequence > reading.next) {
            violated(Promise.I4, reader, sequence, reader.name() + " was to get " + reading.next + " first");
        }
        reading.next = Math.max(reading.next, sequence + 1);
        requireEpoch(room, reader, reader.room(), sequence, event.epoch());
        requireSameBytes(room, reader, sequence, event.body());
        long since = Math.max(room.known(sequence, now), reading.opened);
        reading.waits.add(new Waits.Wait(since, now, reading.gateway.isEmpty() ? gateway : reading.gateway, gateway));
        reading.gateway = gateway;
    }

    /** A reader was told that it cannot go on where it was. */
    public void unrecovered(Witness reader, String reason) {
        violated(
                Promise.I4, reader, 0, reader.name() + " was not recovered (" + reason + "): the log was always there");
    }

    /**
     * That person is no member of the room, or none since the event of that sequence, and may get nothing behind it: as
     * long as {@link #returning} is not called, and the log has no invitation that it does not account for.
     */
    public void mayReadUpTo(String room, Member member, long sequence) {
        Room of = room(room);
        of.absences.begin(member.username(), member.userId(), sequence);
        readings.forEach((reader, reading) -> {
            boolean isTheirs = reader.room().equals(room) && reader.person().equals(member.username());
            if (isTheirs && reading.next - 1 > sequence) {
                suspect(of, reader, reading.next - 1);
            }
        });
    }

    /** Somebody is about to make that person a member again: from now on it may get everything. */
    public void returning(String room, Member member) {
        room(room).absences.end(member.username());
    }

    /** What the log's head was after {@link #returning}, and before anybody was asked to add that person. */
    public void returningBehind(String room, Member member, long head) {
        Room of = room(room);
        of.absences.endedAt(member.username(), Math.max(head, of.bodies.last()));
    }

    private void suspect(Room room, Witness reader, long sequence) {
        String what = "an event came to who is no member";
        room.absences.suspect(
                reader.person(),
                new Violation(Promise.I6, reader.room(), sequence, reader.person(), reader.door(), what));
    }

    /** A room was opened to somebody who is no member of it. */
    public void admitted(Witness stranger) {
        violated(Promise.I6, stranger, 0, "the room was opened to who is no member");
    }

    /** From now on that client reads its room in order, and only at times: it need not get all, and waits for nothing. */
    public void readsAtTimes(Witness reader) {
        readings.computeIfAbsent(reader, unknown -> new Reading()).isAtTimes = true;
    }

    /** What is to be said of presence. */
    public PresenceJudge presence() {
        return presence;
    }

    /** Whether that message was acknowledged. */
    public boolean isAnswered(String id) {
        Fate fate = messages.get(id);
        return fate != null && fate.sequence != 0;
    }

    /** Whether any message was acknowledged. */
    public boolean isAnyAnswered() {
        return answered > 0;
    }

    /** How many messages wait for their first answer. */
    public long unanswered() {
        return messages.size() - answered;
    }

    /** Whether everybody who reads that room has got everything up to that head. */
    public boolean isRead(String room, long head) {
        return readings.entrySet().stream()
                .filter(reading -> reading.getKey().room().equals(room))
                .allMatch(reading -> reading.getValue().isAtTimes || reading.getValue().next > head);
    }

    /** The next event of a room's log, as REST tells it. */
    public void logged(String name, Stored event) {
        Room room = room(name);
        room.stored++;
        Witness log = log(name);
        if (event.sequence() != room.stored) {
            violated(Promise.I3, log, event.sequence(), "it stands at the place " + room.stored + " of the log");
            room.stored = event.sequence();
        }
        requireSameBytes(room, log, event.sequence(), event.body());
        event.id().ifPresent(id -> judgeStored(room, log, id, event));
    }

    /** The log says at that place that somebody was made a member. */
    public void invited(String room, String userId, long sequence) {
        room(room).absences.invited(userId, sequence);
    }

    private void judgeStored(Room room, Witness log, String id, Stored event) {
        Fate fate = messages.get(id);
        if (fate == null || !fate.message.room().equals(log.room())) {
            violated(Promise.I2, log, event.sequence(), "nobody has said " + id + " there");
            return;
        }
        if (!room.storedIds.add(id)) {
            violated(Promise.I2, log, event.sequence(), id + " is stored twice");
        }
        if (!fate.message.userId().equals(event.userId())) {
            violated(Promise.I6, log, event.sequence(), id + " is stored as somebody else's");
        }
        if (!fate.message.text().equals(event.text())) {
            violated(Promise.I5, log, event.sequence(), id + " is not what was said");
        }
        if (fate.sequence != 0 && fate.sequence != event.sequence()) {
            violated(Promise.I2, log, event.sequence(), id + " was answered with " + fate.sequence);
        }
    }

    /** All of a room's log has been read; it ends with that head. */
    public void logEnds(String name, long head) {
        Room room = room(name);
        Witness log = log(name);
        if (room.stored != head) {
            violated(Promise.I3, log, head, "the log has " + room.stored + " events and says " + head);
        }
        if (room.bodies.last() > room.stored) {
            violated(Promise.I1, log, room.bodies.last(), "it was delivered, and the log ends with " + room.stored);
        }
        messages.values().stream()
                .filter(fate -> fate.message.room().equals(name))
                .forEach(fate -> judgeFate(room, log, fate));
        room.absences.unexcused().forEach(violations::addAll);
        readings.forEach((reader, reading) -> {
            if (reader.room().equals(name) && !reading.isAtTimes && reading.next <= head) {
                violated(Promise.I4, reader, reading.next, reader.name() + " never got it, nor what came behind it");
            }
        });
    }

    private void judgeFate(Room room, Witness log, Fate fate) {
        String id = fate.message.id();
        if (fate.sequence == 0) {
            violated(Promise.I1, log, 0, id + " was never acknowledged, however often it was said");
        } else if (!room.storedIds.contains(id)) {
            violated(Promise.I1, log, fate.sequence, id + " was acknowledged, and is not in the log");
        }
    }

    /** What is to be said of the run; may be asked at any time. */
    public Verdict verdict() {
        Map<Witness, Waits> reading = new LinkedHashMap<>();
        readings.forEach((reader, state) -> {
            if (!state.isAtTimes) {
                reading.put(reader, state.waits);
            }
        });
        long stored = rooms.values().stream().mapToLong(room -> room.stored).sum();
        return new Verdict(
                violations.kept(),
                violations.count(),
                new Verdict.Counts(messages.size(), answered, repeated, delivered, stored),
                reading,
                Map.copyOf(answers));
    }

    private Room room(String name) {
        return rooms.computeIfAbsent(name, fresh -> new Room());
    }

    private static Witness log(String room) {
        return new Witness("the log", "", "rest", room);
    }

    private void requireEpoch(Room room, Witness who, String name, long sequence, String epoch) {
        if (room.epoch.isEmpty() || epoch.isEmpty()) {
            room.epoch = room.epoch + epoch;
        } else if (!room.epoch.equals(epoch)) {
            violated(Promise.I3, name, sequence, who, "the epoch is another one: " + epoch + ", not " + room.epoch);
        }
    }

    private void requireSameBytes(Room room, Witness who, long sequence, String body) {
        long digest = Digest.of(body);
        long known = room.bodies.get(sequence);
        if (known == 0) {
            room.bodies.put(sequence, digest);
        } else if (known != digest) {
            violated(Promise.I5, who, sequence, who.name() + " got other bytes than were seen first: " + start(body));
        }
    }

    private static String start(String body) {
        return body.length() <= 200 ? body : body.substring(0, 200) + "…";
    }

    private void violated(Promise promise, Witness who, long sequence, String what) {
        violated(promise, who.room(), sequence, who, what);
    }

    private void violated(Promise promise, String room, long sequence, Witness who, String what) {
        violations.add(new Violation(promise, room, sequence, who.person(), who.door(), what));
    }
}
