package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import java.util.ArrayList;
import java.util.List;

/** Comes to a room, stays until every watcher has seen it, goes until nobody sees it, and comes again at another door. */
public final class Visitor {
    private static final long LOOK_MILLIS = 100;
    private static final long LONGEST_VISIT_MILLIS = 30_000;
    private static final long AGAIN_MILLIS = 500;

    private final Run run;
    private final Person person;
    private final String room;
    private final List<Roaming> ways = new ArrayList<>();
    private final List<Watcher> watchers;
    private int visits;
    private long since;
    private boolean inside;
    private boolean stopped;
    private long longestUnseen;
    private long longestGhost;

    /** @param doors where it comes in, in turns; none of them REST */
    public Visitor(Run run, Person person, List<Door> doors, String room, List<Watcher> watchers) {
        this.run = run;
        this.person = person;
        this.room = room;
        this.watchers = List.copyOf(watchers);
        for (Door door : doors) {
            ways.add(new Roaming(run, door, person, ways.size(), new Role(ways.size())));
        }
    }

    public void start() {
        enter();
        run.vertx().setPeriodic(LOOK_MILLIS, look -> look());
    }

    /** Goes and does not come again. */
    public void stop() {
        stopped = true;
        way().stop(true);
    }

    /** How often it has come. */
    public int visits() {
        return visits;
    }

    /** The longest time, in milliseconds, from its coming until all watchers saw it. */
    public long longestUnseen() {
        return longestUnseen;
    }

    /** The longest time, in milliseconds, from its going until no watcher saw it. */
    public long longestGhost() {
        return longestGhost;
    }

    private Roaming way() {
        return ways.get(visits % ways.size());
    }

    private void enter() {
        inside = true;
        since = run.now();
        way().start();
    }

    private void look() {
        if (stopped) {
            return;
        }
        long passed = run.now() - since;
        if (inside) {
            boolean seen = watchers.stream().allMatch(watcher -> watcher.sees(person.username()));
            if (seen || passed > LONGEST_VISIT_MILLIS) {
                longestUnseen = Math.max(longestUnseen, passed);
                inside = false;
                since = run.now();
                way().stop(visits % 2 == 0);
            }
        } else if (watchers.stream().noneMatch(watcher -> watcher.sees(person.username()))
                || passed > LONGEST_VISIT_MILLIS) {
            longestGhost = Math.max(longestGhost, passed);
            visits++;
            enter();
        }
    }

    private final class Role implements Roaming.Role {
        private final int way;

        Role(int way) {
            this.way = way;
        }

        @Override
        public void onOpen(RoomSession session) {
            session.read(room, -1, null);
        }

        @Override
        public void onRefused(String about, Refused why) {
            run.trouble("visiting: " + why.code());
            ways.get(way)
                    .later(Math.max(AGAIN_MILLIS, why.retryAfterMillis()), session -> session.read(room, -1, null));
        }
    }
}
