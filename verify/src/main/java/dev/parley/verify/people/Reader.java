package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Delivery;
import dev.parley.verify.judge.Witness;
import org.jspecify.annotations.Nullable;

/** Reads a room from its first event on, over as many connections as that takes, each behind the last event it has. */
public final class Reader {
    private final Run run;
    private final Witness witness;
    private final Roaming roaming;
    private final Backoff backoff;
    private long last;
    private boolean begun;
    private @Nullable String epoch;

    /** @param turn at which gateway to begin */
    public Reader(Run run, String name, Person person, Door door, String room, int turn) {
        this.run = run;
        this.witness = new Witness(name, person.username(), door.label(), room);
        this.backoff = new Backoff(run.random());
        this.roaming = new Roaming(run, door, person, turn, new Role());
    }

    public void start() {
        run.judge().reads(witness);
        roaming.start();
    }

    /** Whether the room has been opened to it once. */
    public boolean hasBegun() {
        return begun;
    }

    public void stop() {
        roaming.stop(true);
    }

    private void begin() {
        begun = true;
        run.judge().opened(witness, run.now());
    }

    private final class Role implements Roaming.Role {
        @Override
        public void onOpen(RoomSession session) {
            if (witness.door().equals(Door.REST.label())) {
                begin(); // there is no SYNC
            }
            session.read(witness.room(), last, epoch);
        }

        @Override
        public void onEvent(long sequence, String at, String body) {
            backoff.reset();
            last = Math.max(last, sequence);
            epoch = at;
            run.judge().delivered(witness, new Delivery(sequence, at, body), roaming.gateway(), run.now());
        }

        @Override
        public void onSync(boolean recovered, String reason) {
            begin();
            if (!recovered) {
                run.judge().unrecovered(witness, reason);
            }
        }

        @Override
        public void onRefused(String about, Refused why) {
            run.trouble("reading at " + witness.door() + ": " + why.code());
            roaming.later(backoff.next(why.retryAfterMillis()), session -> session.read(witness.room(), last, epoch));
        }
    }
}
