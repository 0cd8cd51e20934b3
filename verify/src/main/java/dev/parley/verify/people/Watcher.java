package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Witness;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Watches who is in a room. */
public final class Watcher {
    private static final long AGAIN_MILLIS = 500;

    private final Run run;
    private final Witness witness;
    private final Roaming roaming;
    private final PresenceView view = new PresenceView();

    public Watcher(Run run, String name, Person person, Door door, String room, int turn) {
        this.run = run;
        this.witness = new Witness(name, person.username(), door.label(), room);
        this.roaming = new Roaming(run, door, person, turn, new Role());
    }

    public void start() {
        roaming.start();
    }

    public void stop() {
        roaming.stop(true);
    }

    public Witness witness() {
        return witness;
    }

    public boolean sees(String username) {
        return view.sees(username);
    }

    /** Whom it sees; empty where it does not know, or is told no names. */
    public Optional<Set<String>> names() {
        return view.names();
    }

    private final class Role implements Roaming.Role {
        @Override
        public void onOpen(RoomSession session) {
            view.forget();
            session.watch(witness.room());
        }

        @Override
        public void onPresence(JsonObject body) {
            view.onPresence(body);
        }

        @Override
        public void onRefused(String about, Refused why) {
            run.trouble("watching at " + witness.door() + ": " + why.code());
            roaming.later(Math.max(AGAIN_MILLIS, why.retryAfterMillis()), session -> session.watch(witness.room()));
        }
    }
}
