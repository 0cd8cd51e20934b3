package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Answer;
import dev.parley.verify.judge.Message;
import dev.parley.verify.judge.Witness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says one thing after the other at a steady pace, and each of them again, with the same client message id, until it is
 * acknowledged: over as many connections as that takes. Some it repeats although they were.
 */
public final class Publisher {
    /** What may be unanswered at once: enough that a fault finds some of it in every state. */
    private static final int WINDOW = 8;

    private static final int REPEAT_EVERY = 20;
    private static final long LOOK_MILLIS = 1000;

    private final Run run;
    private final Plan plan;
    private final Person person;
    private final List<String> rooms;
    private final Witness witness;
    private final Roaming roaming;
    private final Backoff backoff;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private long said;
    private boolean quiet;

    /**
     * What a publisher is to do.
     *
     * @param name unique in the run, part of the ids
     * @param everyMillis between two messages
     * @param patienceMillis for an answer, before another gateway is tried
     * @param most how many messages it says at most
     */
    public record Plan(String name, long everyMillis, long patienceMillis, long most) {}

    private static final class Pending {
        private final String room;
        private final String text;
        private long sent;

        Pending(String room, String text) {
            this.room = room;
            this.text = text;
        }
    }

    /** @param rooms where it is a member; it talks in one after the other */
    public Publisher(Run run, Plan plan, Person person, Door door, List<String> rooms, int turn) {
        this.run = run;
        this.plan = plan;
        this.person = person;
        this.rooms = List.copyOf(rooms);
        this.witness = new Witness(plan.name(), person.username(), door.label(), "");
        this.backoff = new Backoff(run.random());
        this.roaming = new Roaming(run, door, person, turn, new Role());
    }

    public void start() {
        roaming.start();
        run.vertx().setPeriodic(1 + run.random().nextLong(plan.everyMillis()), plan.everyMillis(), tick -> sayNext());
        run.vertx().setPeriodic(LOOK_MILLIS, look -> requireAnswers());
    }

    /** Says nothing new; what is unanswered is still said again. */
    public void quiesce() {
        quiet = true;
    }

    public void stop() {
        quiet = true;
        roaming.stop(true);
    }

    private void sayNext() {
        RoomSession session = roaming.session();
        if (quiet || session == null || pending.size() >= WINDOW || said >= plan.most()) {
            return;
        }
        String id = plan.name() + "-" + ++said;
        Pending next = new Pending(rooms.get((int) (said % rooms.size())), text(id));
        pending.put(id, next);
        run.judge().said(new Message(next.room, person.userId(), id, next.text), run.now());
        say(session, id, next);
    }

    /** What encoders disagree about goes with every message. */
    private static String text(String id) {
        return "this is " + id + " 안녕 🎉 \"quoted\" \\ </b> \u2028 é";
    }

    private void say(RoomSession session, String id, Pending what) {
        what.sent = run.now();
        session.post(what.room, id, what.text);
    }

    private void requireAnswers() {
        if (roaming.session() != null
                && pending.values().stream().anyMatch(what -> run.now() - what.sent > plan.patienceMillis())) {
            roaming.moveOn("a message was not answered in time");
        }
    }

    private final class Role implements Roaming.Role {
        @Override
        public void onOpen(RoomSession session) {
            pending.forEach((id, what) -> say(session, id, what));
        }

        @Override
        public void onPosted(String id, long sequence, String epoch, boolean duplicate) {
            Pending what = pending.remove(id);
            if (what == null) {
                run.trouble("an answer to what was answered before, at " + witness.door());
                return;
            }
            backoff.reset();
            boolean first = !run.judge().isAnswered(id);
            run.judge().answered(witness, new Answer(id, sequence, epoch, duplicate), roaming.gateway(), run.now());
            if (first && sequence % REPEAT_EVERY == 0 && !quiet) {
                pending.put(id, what);
                what.sent = run.now();
                roaming.later(plan.everyMillis(), session -> say(session, id, what));
            }
        }

        @Override
        public void onRefused(String about, Refused why) {
            Pending what = pending.get(about);
            run.trouble("posting at " + witness.door() + ": " + why.code());
            if (what == null) {
                return;
            }
            long wait = backoff.next(why.retryAfterMillis());
            what.sent = run.now() + wait;
            roaming.later(wait, session -> {
                if (pending.containsKey(about)) {
                    say(session, about, what);
                }
            });
        }
    }
}
