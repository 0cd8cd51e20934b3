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
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One run: sets up, lets everybody talk, waits until all is quiet, and has it judged. Everything happens on one event
 * loop; {@link #start}, {@link #stop} and {@link #progress} may be called from any thread.
 */
public final class Verification {
    /** How long nothing is said so that every reader is there before, or cannot be. */
    private static final long GATHER_MILLIS = 20_000;

    /** When somebody is removed from a room for the first time; earlier in a short run. */
    private static final long REMOVE_MILLIS = 10_000;

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
        Optional<Removals> removals = removals(running, rooms, cast);
        Company company = new Company(options, running, cast, removals);
        return removals.map(Removals::admit)
                .orElseGet(Future::succeededFuture)
                .compose(admitted -> {
                    company.gather();
                    return running.await(running.now() + GATHER_MILLIS, company::isGathered);
                })
                .compose(gathered -> {
                    company.talk();
                    limitTime(company);
                    return enough.future();
                })
                .compose(over -> company.see(running.now() + settleMillis()))
                .compose(seen -> settle(running, rooms, cast, company))
                .map(quiet -> company.outcome(began));
    }

    private Optional<Removals> removals(Run running, Rooms rooms, Cast cast) {
        return cast.hasKicked() && !cast.privateRooms().isEmpty()
                ? Optional.of(new Removals(running, rooms, cast, options.doors()))
                : Optional.empty();
    }

    private long settleMillis() {
        return options.limits().settle().toMillis();
    }

    private void limitTime(Company company) {
        long length = options.length().toMillis();
        if (length > 0) {
            vertx.setTimer(length, over -> enough.tryComplete());
        }
        company.removeSomebody(length > 0 ? Math.min(REMOVE_MILLIS, Math.max(1, length / 2)) : REMOVE_MILLIS);
    }

    private Future<Void> settle(Run running, Rooms rooms, Cast cast, Company company) {
        company.publishers().forEach(Publisher::quiesce);
        company.leaveRoomsToMembers();
        long until = running.now() + settleMillis();
        return running.await(until, () -> running.judge().unanswered() == 0)
                .compose(answered -> judgeRooms(until, running, rooms, cast))
                .compose(judged -> running.await(until, company.presence()::isRight))
                .map(seen -> {
                    company.presence().judge();
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
                        .compose(head ->
                                running.await(until, () -> running.judge().isRead(room, head)))
                        .compose(read -> rooms.read(limit, room, reader));
            }
        }
        return done;
    }
}
