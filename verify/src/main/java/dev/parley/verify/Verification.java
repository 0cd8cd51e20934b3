package dev.parley.verify;

import dev.parley.verify.door.Doors;
import dev.parley.verify.judge.Verdict;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Publisher;
import dev.parley.verify.people.Run;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run: sets up, lets everybody talk, waits until all is quiet, and has it judged. Everything happens on one event
 * loop; {@link #start}, {@link #stop} and {@link #progress} may be called from any thread.
 */
public final class Verification {
    private static final long LOOK_MILLIS = 200;

    /** How long nothing is said so that every reader is there before, or cannot be. */
    private static final long GATHER_MILLIS = 20_000;

    /** When somebody is removed from a room in a run without an end. */
    private static final long KICK_MILLIS = 30_000;

    private final Vertx vertx;
    private final Context context;
    private final VerifyOptions options;
    private final Promise<Outcome> outcome = Promise.promise();
    private final Promise<Void> enough = Promise.promise();
    private volatile Instant began = Instant.EPOCH;
    private volatile @Nullable Run run;

    /** @param vertx not clustered; it is not closed */
    public Verification(Vertx vertx, VerifyOptions options) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.options = options;
    }

    /** What came of it; fails when it could not be run, or not be judged. */
    public Future<Outcome> start() {
        context.exceptionHandler(outcome::tryFail); // a mistake of our own is not a promise that held
        context.runOnContext(now -> run().onSuccess(outcome::tryComplete).onFailure(outcome::tryFail));
        return outcome.future();
    }

    /** Nothing new is said from now on; what there is is judged. */
    public void stop() {
        context.runOnContext(now -> enough.tryComplete());
    }

    /** What is known so far, where it has begun. */
    public Future<Verdict> progress() {
        Promise<Verdict> promise = Promise.promise();
        context.runOnContext(now -> {
            Run running = run;
            if (running == null) {
                promise.fail("it has not begun");
            } else {
                promise.complete(running.judge().verdict());
            }
        });
        return promise.future();
    }

    private Future<Outcome> run() {
        int clients = (options.size().rooms() + options.size().privateRooms())
                        * (options.size().readers() + 12)
                + options.size().publishers();
        Doors doors = new Doors(
                vertx, clients, options.prefixes().publish(), options.prefixes().subscribe());
        Run fresh = new Run(vertx, doors, options.gateways(), new Random());
        began = Instant.now();
        run = fresh;
        Rooms rooms = new Rooms(fresh);
        Cast cast = new Cast(options, fresh, rooms);
        return cast.assemble().compose(ready -> play(fresh, rooms, cast));
    }

    private Future<Outcome> play(Run running, Rooms rooms, Cast cast) {
        Company company = new Company(options, running, cast);
        company.gather();
        return await(running.now() + GATHER_MILLIS, company::isGathered)
                .compose(gathered -> {
                    company.talk();
                    limitTime(rooms, company);
                    return enough.future();
                })
                .compose(over -> settle(running, rooms, cast, company))
                .map(quiet -> company.outcome(began));
    }

    private void limitTime(Rooms rooms, Company company) {
        Duration length = options.length();
        if (!length.isZero()) {
            vertx.setTimer(length.toMillis(), over -> enough.tryComplete());
        }
        vertx.setTimer(length.isZero() ? KICK_MILLIS : Math.max(1, length.toMillis() / 2), half -> company.kick(rooms));
    }

    private Future<Void> settle(Run running, Rooms rooms, Cast cast, Company company) {
        company.publishers().forEach(Publisher::quiesce);
        company.visitor().stop();
        company.leaveRoomsToMembers();
        long until = running.now() + options.limits().settle().toMillis();
        return await(until, () -> running.judge().unanswered() == 0)
                .compose(answered -> judgeRooms(until, running, rooms, cast))
                .compose(judged -> await(until, company::isPresenceRight))
                .map(seen -> {
                    company.judgePresence();
                    company.stop();
                    return null;
                });
    }

    private Future<Void> judgeRooms(long until, Run running, Rooms rooms, Cast cast) {
        Future<Void> done = Future.succeededFuture();
        for (List<String> some : List.of(cast.openRooms(), cast.privateRooms())) {
            for (String room : some) {
                Person reader = cast.owner(room);
                Duration limit = options.limits().settle();
                done = done.compose(before -> rooms.head(limit, room, reader))
                        .compose(head -> await(until, () -> running.judge().isRead(room, head)))
                        .compose(read -> rooms.read(limit, room, reader));
            }
        }
        return done;
    }

    /** Waits until it is so, or until then; the judge says whether it should have been. */
    private Future<Void> await(long until, BooleanSupplier condition) {
        Run running = run;
        if (condition.getAsBoolean() || running == null || running.now() > until) {
            return Future.succeededFuture();
        }
        return vertx.timer(LOOK_MILLIS).compose(again -> await(until, condition));
    }
}
