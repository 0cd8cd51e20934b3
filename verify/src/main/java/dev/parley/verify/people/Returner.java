package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Delivery;
import dev.parley.verify.judge.Witness;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room of which it is a member only at times, each time behind the last event it has, and tries to get in for as
 * long as it is shut out. It need not get everything: a call that removes it may be carried out late.
 */
public final class Returner {
    private static final long AGAIN_MILLIS = 2000;

    private final Run run;
    private final Witness witness;
    private final Person person;
    private final Roaming roaming;
    private long last;
    private boolean inside;
    private boolean shutOut;
    private @Nullable String epoch;

    /** @param turn at which gateway to begin */
    public Returner(Run run, String name, Person person, Door door, String room, int turn) {
        this.run = run;
        this.person = person;
        this.witness = new Witness(name, person.username(), door.label(), room);
        this.roaming = new Roaming(run, door, person, turn, new Role());
    }

    public void start() {
        run.judge().readsAtTimes(witness);
        roaming.start();
    }

    public void stop() {
        roaming.stop(true);
    }

    public Witness witness() {
        return witness;
    }

    /** Whether the room is open to it on the connection that it has. */
    public boolean isInside() {
        return inside;
    }

    /** It was inside, and its person has been removed. */
    public void shutOut() {
        shutOut = true;
    }

    /** Whether that has happened to it once. */
    public boolean wasShutOut() {
        return shutOut;
    }

    /** Its person has been added again: whatever became of the subscription that it had, it gets a new one. */
    public void comeBack() {
        roaming.reconnect();
    }

    private final class Role implements Roaming.Role {
        @Override
        public void onOpen(RoomSession session) {
            session.read(witness.room(), last, epoch);
        }

        @Override
        public void onEvent(long sequence, String at, String body) {
            inside = true;
            last = Math.max(last, sequence);
            epoch = at;
            run.judge().delivered(witness, new Delivery(sequence, at, body), roaming.gateway(), run.now());
            JsonObject event = new JsonObject(body);
            if (event.getString("type", "").equals("KICK")
                    && event.getString("targetId", "").equals(person.userId())) {
                roaming.reconnect(); // the subscription has ended, and nobody says so
            }
        }

        @Override
        public void onSync(boolean recovered, String reason) {
            inside = true;
            if (!recovered) {
                run.judge().unrecovered(witness, reason);
            }
        }

        @Override
        public void onClosed() {
            inside = false;
        }

        @Override
        public void onRefused(String about, Refused why) {
            inside = false;
            roaming.later(AGAIN_MILLIS, session -> session.read(witness.room(), last, epoch));
        }
    }
}
