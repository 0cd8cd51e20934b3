package dev.parley.verify.people;

import dev.parley.verify.judge.PresenceJudge;
import dev.parley.verify.judge.Waits;
import dev.parley.verify.judge.Witness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long watchers take to see that one person has come, or gone. Only who is told something counts: what a watcher
 * believed over a connection that turned out to be dead is forgotten. Judged is only who was told without a break since
 * before it began, and the time in which this program itself stood still is nobody's fault.
 */
final class Sight {
    private static final long LOOK_MILLIS = 100;

    /** Changes of presence are told together after a second, and who asks over REST does that once a second. */
    private static final long WORTH_TELLING_MILLIS = 3000;

    private final LongSupplier clock;
    private final PresenceJudge judge;
    private final List<? extends Eye> watchers;
    private final long withinMillis;
    private final Waits unseen = new Waits(WORTH_TELLING_MILLIS);
    private final Waits ghosts = new Waits(WORTH_TELLING_MILLIS);
    private final Map<Eye, Long> late = new HashMap<>();
    private String person = "";
    private boolean isThere;
    private String gateway = "";
    private long began;
    private long looked;
    private long asleep;

    /** What the watchers see. */
    enum State {
        /** All see how it is. */
        RIGHT,
        /** All who know anything see how it is, and some know nothing. */
        BLIND,
        LATE
    }

    /** One who watches. */
    interface Eye {
        Witness witness();

        /** Whether it has been told by name who is there, on the connection that it has. */
        boolean knows();

        /** Since when it has known that without a break, in milliseconds since the run began. */
        long knowsSince();

        boolean sees(String username);

        /** Where it is, or tries to be. */
        String gateway();
    }

    /**
     * @param clock milliseconds since the run began
     * @param withinMillis how late one may be; 0 where that is not judged
     */
    Sight(LongSupplier clock, PresenceJudge judge, List<? extends Eye> watchers, long withinMillis) {
        this.clock = clock;
        this.judge = judge;
        this.watchers = List.copyOf(watchers);
        this.withinMillis = withinMillis;
    }

    /** The person is there, or not, from now on. */
    void begin(String username, boolean nowThere, String at) {
        person = username;
        late.clear();
        isThere = nowThere;
        gateway = at;
        began = clock.getAsLong();
        looked = began;
        asleep = 0;
    }

    /** To be called every 100 ms. */
    State look() {
        long now = clock.getAsLong();
        long gap = now - looked;
        asleep += gap > 2 * LOOK_MILLIS ? gap : 0;
        looked = now;
        State state = State.RIGHT;
        for (Eye watcher : watchers) {
            if (!watcher.knows()) {
                late.remove(watcher);
                state = state == State.LATE ? state : State.BLIND;
            } else if (watcher.sees(person) != isThere) {
                late.put(watcher, now);
                state = State.LATE;
            }
        }
        return watchers.stream().anyMatch(Eye::knows) ? state : State.LATE;
    }

    /** It is over: takes down how late who was, and judges it. */
    void end() {
        late.forEach(this::judge);
        long latest = late.values().stream().mapToLong(Long::longValue).max().orElse(began);
        String at = late.entrySet().stream()
                .filter(entry -> entry.getValue() == latest)
                .map(entry -> entry.getKey().witness().name() + " at "
                        + entry.getKey().witness().door() + " of "
                        + entry.getKey().gateway())
                .findFirst()
                .orElse("");
        (isThere ? unseen : ghosts).add(new Waits.Wait(began, latest, gateway, at));
        late.clear();
    }

    private void judge(Eye watcher, long until) {
        long millis = until - began;
        if (withinMillis == 0 || millis - asleep <= withinMillis || watcher.knowsSince() > began) {
            return;
        }
        if (isThere) {
            judge.unseen(watcher.witness(), person, millis);
        } else {
            judge.ghost(watcher.witness(), person, millis);
        }
    }

    Waits unseen() {
        return unseen;
    }

    Waits ghosts() {
        return ghosts;
    }
}
