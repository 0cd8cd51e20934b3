package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import dev.parley.verify.judge.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Comes to a room, stays until every watcher has seen it, goes until nobody sees it, and comes again at another door.
 * How long that takes is measured from the moment that its own subscription was there, or ended.
 */
public final class Visitor {
    private static final long LOOK_MILLIS = 100;

    /** After it, it is not waited any more for watchers that know nothing. */
    private static final long BLIND_MILLIS = 30_000;

    private static final long LONGEST_MILLIS = 120_000;
    private static final long AGAIN_MILLIS = 500;

    private final Run run;
    private final Person person;
    private final String room;
    private final List<Roaming> ways = new ArrayList<>();
    private final Sight sight;
    private int visits;
    private long last;
    private long began;
    private boolean inside;
    private boolean settled;
    private boolean stopped;
    private boolean seen;

    /**
     * @param doors where it comes in, in turns; none of them REST
     * @param within how long watchers may take to see it come or go; zero where that is not judged
     */
    public Visitor(Run run, Person person, List<Door> doors, String room, List<Watcher> watchers, Duration within) {
        this.run = run;
        this.person = person;
        this.room = room;
        this.sight = new Sight(run::now, run.judge().presence(), watchers, within.toMillis());
        for (Door door : doors) {
            ways.add(new Roaming(run, door, person, ways.size(), new Role(ways.size())));
        }
    }

    public void start() {
        enter();
        run.every(LOOK_MILLIS, LOOK_MILLIS, this::look);
    }

    /** Goes and does not come again. */
    public void stop() {
        if (!stopped && !ways.isEmpty()) {
            stopped = true;
            endPhase();
            way().stop(true);
        }
    }

    /** How often it has come. */
    public int visits() {
        return visits;
    }

    /** Whether all who watch have seen it once. */
    public boolean wasSeen() {
        return seen;
    }

    /** The times from its coming until all watchers saw it. */
    public Waits unseen() {
        return sight.unseen();
    }

    /** The times from its going until no watcher saw it. */
    public Waits ghosts() {
        return sight.ghosts();
    }

    private Roaming way() {
        return ways.get(visits % ways.size());
    }

    private void enter() {
        inside = true;
        settled = false;
        began = run.now();
        way().start();
    }

    private void leave() {
        inside = false;
        way().stop(visits % 2 == 0);
        settle();
    }

    /** From now on everybody is to see how it is. */
    private void settle() {
        settled = true;
        began = run.now();
        sight.begin(person.username(), inside, way().gateway());
    }

    private void look() {
        if (stopped) {
            return;
        }
        long passed = run.now() - began;
        Sight.State state = settled ? sight.look() : Sight.State.LATE;
        boolean all = state == Sight.State.RIGHT || (state == Sight.State.BLIND && passed > BLIND_MILLIS);
        if (!all && passed <= LONGEST_MILLIS) {
            return;
        }
        if (!all) {
            run.trouble("a visit was given up after " + LONGEST_MILLIS + " ms");
        }
        seen |= all && inside;
        endPhase();
        if (inside) {
            leave();
        } else {
            visits++;
            enter();
        }
    }

    private void endPhase() {
        if (settled) {
            sight.end();
        }
    }

    private final class Role implements Roaming.Role {
        private final int way;

        Role(int way) {
            this.way = way;
        }

        @Override
        public void onOpen(RoomSession session) {
            session.read(room, last, null);
        }

        @Override
        public void onSync(boolean recovered, String reason) {
            if (inside) {
                settle();
            }
        }

        @Override
        public void onEvent(long sequence, String epoch, String body) {
            last = Math.max(last, sequence);
        }

        @Override
        public void onClosed() {
            if (inside) {
                settled = false; // whoever does not see it now is right
            }
        }

        @Override
        public void onRefused(String about, Refused why) {
            run.trouble("visiting: " + why.code());
            ways.get(way)
                    .later(Math.max(AGAIN_MILLIS, why.retryAfterMillis()), session -> session.read(room, last, null));
        }
    }
}
