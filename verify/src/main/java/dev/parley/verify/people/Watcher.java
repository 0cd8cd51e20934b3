package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Witness;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Watches who is in a room. */
public final class Watcher implements Sight.Eye {
    private static final long AGAIN_MILLIS = 500;

    private final Run run;
    private final Witness witness;
    private final Roaming roaming;
    private final PresenceView view = new PresenceView();
    private long since;

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

    @Override
    public Witness witness() {
        return witness;
    }

    @Override
    public boolean knows() {
        return view.names().isPresent();
    }

    @Override
    public long knowsSince() {
        return since;
    }

    @Override
    public boolean sees(String username) {
        return view.sees(username);
    }

    /** Whom it sees; empty where it does not know, or is told no names. */
    public Optional<Set<String>> names() {
        return view.names();
    }

    /** How many it is told of; empty where it does not know, or is told their names. */
    public OptionalInt number() {
        return view.number();
    }

    @Override
    public String gateway() {
        return roaming.gateway();
    }

    private final class Role implements Roaming.Role {
        @Override
        public void onOpen(RoomSession session) {
            session.watch(witness.room());
        }

        @Override
        public void onClosed() {
            view.forget();
        }

        @Override
        public void onPresence(JsonObject body) {
            boolean knew = knows();
            view.onPresence(body);
            since = knew ? since : run.now();
        }

        @Override
        public void onRefused(String about, Refused why) {
            view.forget();
            run.trouble("watching at " + witness.door() + ": " + why.code());
            roaming.later(Math.max(AGAIN_MILLIS, why.retryAfterMillis()), session -> session.watch(witness.room()));
        }
    }
}
