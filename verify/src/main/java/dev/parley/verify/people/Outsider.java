package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Answer;
import dev.parley.verify.judge.Delivery;
import dev.parley.verify.judge.Message;
import dev.parley.verify.judge.Witness;
import io.vertx.core.json.JsonObject;

/** Tries again and again to read, watch and post where it is no member. */
public final class Outsider {
    private static final long AGAIN_MILLIS = 3000;

    private final Run run;
    private final Witness witness;
    private final Person person;
    private final Roaming roaming;
    private int tries;
    private boolean refused;

    public Outsider(Run run, String name, Person person, Door door, String room, int turn) {
        this.run = run;
        this.person = person;
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

    /** Whether it was refused once, as it should be: else nothing is known of its door. */
    public boolean wasRefused() {
        return refused;
    }

    private final class Role implements Roaming.Role {
        @Override
        public void onOpen(RoomSession session) {
            attempt(session);
        }

        private void attempt(RoomSession session) {
            switch (tries++ % 3) {
                case 0 -> session.read(witness.room(), 0, null);
                case 1 -> session.watch(witness.room());
                default -> session.post(witness.room(), witness.name() + "-" + tries, "let me in");
            }
        }

        @Override
        public void onEvent(long sequence, String epoch, String body) {
            run.judge().delivered(witness, new Delivery(sequence, epoch, body), roaming.gateway(), run.now());
        }

        @Override
        public void onSync(boolean recovered, String reason) {
            run.judge().admitted(witness);
        }

        @Override
        public void onPresence(JsonObject body) {
            run.judge().admitted(witness);
        }

        @Override
        public void onPosted(String id, long sequence, String epoch, boolean duplicate) {
            run.judge()
                    .said(new Message(witness.room(), person.userId(), id, "let me in"), roaming.gateway(), run.now());
            run.judge().answered(witness, new Answer(id, sequence, epoch, duplicate), roaming.gateway(), run.now());
        }

        @Override
        public void onRefused(String about, Refused why) {
            if (why.isForNow()) {
                run.trouble("a stranger at " + witness.door() + ": " + why.code());
            } else {
                refused = true;
                run.refusedAsItShouldBe();
            }
            roaming.later(AGAIN_MILLIS, this::attempt);
        }
    }
}
