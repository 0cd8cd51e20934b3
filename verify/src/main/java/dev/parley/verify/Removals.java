package dev.parley.verify;

import dev.parley.verify.door.Door;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Returner;
import dev.parley.verify.people.Run;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who reads a private room at each door, and is removed from it and added again as long as the run lasts. What
 * did not go through is tried again at the next turn.
 */
final class Removals {
    /** For one call, through all its tries; then it is the next change's turn. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Between two changes, so that somebody is removed once a minute. */
    private static final long EVERY_MILLIS = 30_000;

    /** How long is waited, before somebody is removed, for who does not read the room yet. */
    private static final long INSIDE_MILLIS = 20_000;

    /** How long it is still talked after a removal that was made up for at the end. */
    private static final long AFTER_MILLIS = 2000;

    private final Run run;
    private final Rooms rooms;
    private final String room;
    private final Person owner;
    private final Person member;
    private final List<Returner> readers = new ArrayList<>();
    private Future<Void> underway = Future.succeededFuture();
    private boolean isMember;
    private boolean isOver;
    private long head;
    private int count;
    private String trouble = "there was no time for it";

    Removals(Run run, Rooms rooms, Cast cast, List<Door> doors) {
        this.run = run;
        this.rooms = rooms;
        this.room = cast.privateRooms().get(0);
        this.owner = cast.owner(room);
        this.member = cast.kicked();
        for (Door door : doors) {
            readers.add(new Returner(run, "kicked-" + door.label(), member, door, room, readers.size()));
        }
    }

    /** It becomes a member for the first time, where that can be done. */
    Future<Void> admit() {
        return add();
    }

    void startReading() {
        readers.forEach(Returner::start);
    }

    void stopReading() {
        readers.forEach(Returner::stop);
    }

    /** Begins with the first removal, in a while. */
    void begin(long millis) {
        run.vertx().setTimer(millis, timer -> {
            if (!isOver) {
                underway = change();
                underway.onComplete(done -> begin(EVERY_MILLIS));
            }
        });
    }

    /** Ends with the change that is underway; tries until then what was never done. */
    Future<Void> end(long until) {
        isOver = true;
        return underway.compose(done -> makeUp(until));
    }

    private Future<Void> makeUp(long until) {
        if (unjudged().isEmpty() || run.now() > until) {
            return Future.succeededFuture();
        }
        return change().compose(done -> run.vertx().timer(AFTER_MILLIS)).compose(after -> makeUp(until));
    }

    /** How often somebody was removed, and it was judged what came after that. */
    int count() {
        return count;
    }

    /** Where nobody ever was removed who read there, and why. */
    List<String> unjudged() {
        return readers.stream()
                .filter(reader -> !reader.wasShutOut())
                .map(reader -> "whether who is removed from a room gets nothing more at "
                        + reader.witness().door() + ": " + trouble)
                .toList();
    }

    /** The next change; what fails is tried again at the one after it. */
    private Future<Void> change() {
        return isMember ? remove() : add();
    }

    private Future<Void> remove() {
        List<Returner> inside = new ArrayList<>();
        return run.await(run.now() + INSIDE_MILLIS, () -> readers.stream().allMatch(Returner::isInside))
                .compose(waited -> {
                    readers.stream().filter(Returner::isInside).forEach(inside::add);
                    return rooms.kick(LIMIT, room, owner, member);
                })
                .compose(removed -> rooms.removedAt(LIMIT, room, owner, member, head))
                .<Void>map(removal -> {
                    run.judge().mayReadUpTo(room, member.member(), removal);
                    inside.forEach(Returner::shutOut);
                    trouble = "it was not reading the room when somebody was removed";
                    isMember = false;
                    count++;
                    return null;
                })
                .recover(failed -> missed("removing somebody", failed));
    }

    private Future<Void> add() {
        run.judge().returning(room, member.member());
        return rooms.head(LIMIT, room, owner)
                .compose(at -> {
                    head = at;
                    run.judge().returningBehind(room, member.member(), at);
                    return rooms.add(LIMIT, room, owner, member);
                })
                .<Void>map(added -> {
                    isMember = true;
                    readers.forEach(Returner::comeBack);
                    return null;
                })
                .recover(failed -> missed("adding somebody", failed));
    }

    private Future<Void> missed(String what, Throwable failed) {
        trouble = what + " failed: " + failed.getMessage();
        run.trouble(what + " failed");
        return Future.succeededFuture();
    }
}
