package dev.parley.chat.shard;

import dev.parley.chat.domain.Decision;
import dev.parley.chat.domain.Draft;
import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Moment;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.RoomState;
import dev.parley.chat.domain.Write;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides a batch of writes in order and commits what was accepted in one transaction. Most are new, so at first none is
 * looked for in the log: the unique keys there refuse what was stored before (I2), as they do where another owner was
 * faster (I3). Then it forgets what it knew of the rooms, reads them again, looks for repeats and decides anew, a few
 * times. One batch at a time.
 */
final class GroupCommit {
    /** Decisions with everything looked up. That such a one is lost means that another owner committed, for seconds. */
    private static final int ATTEMPTS = 3;

    private final RoomCache cache;
    private final Loader loader;
    private final MessageLog log;
    private final InstantSource clock;
    private final EventIds ids;
    private final ChatMeters meters;

    GroupCommit(
            RoomCache cache, RoomStore rooms, MessageLog log, InstantSource clock, EventIds ids, ChatMeters meters) {
        this.cache = cache;
        this.loader = new Loader(cache, rooms, log);
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.meters = meters;
    }

    /**
     * A batch that is durable.
     *
     * @param answers one for each unit, in order, with what became of each of its writes; a refused unit's is failed
     * @param events what was stored, in order of sequence within each room
     */
    record Committed(List<Future<List<Written>>> answers, List<StoredEvent> events) {}

    /**
     * Fails, for all of the batch, with {@code unavailable}; then it is not known whether it was done.
     *
     * @param units writes that are done together or not at all; most have only one
     */
    Future<Committed> run(List<List<Write>> units) {
        List<Write> writes = units.stream().flatMap(List::stream).toList();
        return attempt(units, writes, List.of(), 0).onFailure(failure -> forget(writes));
    }

    /**
     * @param checked of which it is looked up whether they were stored before: all, or none
     * @param conflicts how often the batch was in vain
     */
    private Future<Committed> attempt(List<List<Write>> units, List<Write> writes, List<Write> checked, int conflicts) {
        return loader.load(writes, checked).compose(projection -> {
            if (conflicts > 0 && !projection.hasRepeats()) {
                meters.conflict();
            }
            List<Future<List<Written>>> answers = decide(units, projection);
            if (checked.isEmpty() && mayRefuseRepeats(units, answers)) {
                return attempt(units, writes, writes, conflicts);
            }
            Batch batch = projection.batch();
            if (batch.isEmpty()) {
                return Future.succeededFuture(new Committed(answers, List.of()));
            }
            return log.append(batch).compose(appended -> {
                if (appended == MessageLog.Appended.COMMITTED) {
                    projection.commitTo(cache);
                    return Future.succeededFuture(new Committed(answers, projection.events()));
                }
                forget(writes);
                return conflicts < ATTEMPTS
                        ? attempt(units, writes, writes, conflicts + 1)
                        : Future.failedFuture(Refusal.unavailable("the room is moving; it was not done"));
            });
        });
    }

    /** Who sent something once gets the first answer for ever, and not what the rules say now. */
    private static boolean mayRefuseRepeats(List<List<Write>> units, List<Future<List<Written>>> answers) {
        for (int i = 0; i < units.size(); i++) {
            if (answers.get(i).failed()
                    && units.get(i).stream()
                            .anyMatch(write -> write.clientMessageId().isPresent())) {
                return true;
            }
        }
        return false;
    }

    private void forget(List<Write> writes) {
        writes.forEach(write -> cache.drop(write.room()));
    }

    private List<Future<List<Written>>> decide(List<List<Write>> units, Projection projection) {
        Instant now = clock.instant();
        Moment moment = new Moment(now, new Epoch(ids.next(now)));
        List<Future<List<Written>>> answers = new ArrayList<>(units.size());
        for (List<Write> unit : units) {
            answers.add(
                    unit.size() == 1
                            ? decide(unit.get(0), projection, moment).map(List::of)
                            : decideAll(unit, projection, moment));
        }
        return answers;
    }

    /** One after the other, and as if none had been asked once one is refused. */
    private Future<List<Written>> decideAll(List<Write> unit, Projection projection, Moment moment) {
        Projection trial = projection.copy();
        List<Future<Written>> answers = new ArrayList<>(unit.size());
        for (Write write : unit) {
            Future<Written> answer = decide(write, trial, moment);
            if (answer.failed()) {
                return Future.failedFuture(answer.cause());
            }
            answers.add(answer);
        }
        projection.become(trial);
        return Future.all(answers).map(all -> all.list());
    }

    private Future<Written> decide(Write write, Projection projection, Moment moment) {
        RoomState state = projection.state(write);
        Optional<StoredEvent> before = projection.sentBefore(write);
        if (before.isPresent() && state.room().isPresent()) {
            // Before the rules: who sent it once gets the first answer for ever (I2), member or not.
            return Future.succeededFuture(new Written(state.room().get(), state.member(), before, true));
        }
        Decision decision = write.rule().decide(state, moment);
        if (decision instanceof Decision.Accept accept) {
            projection.accept(accept, draft -> stored(accept.room(), draft, moment.now()));
            Optional<StoredEvent> newest =
                    accept.drafts().isEmpty() ? Optional.empty() : projection.newest(write.room());
            Optional<Membership> actor = projection.state(write).member();
            return Future.succeededFuture(new Written(accept.room(), actor, newest, false));
        }
        if (decision instanceof Decision.Repeat repeat) {
            return repeated(repeat, state, projection);
        }
        Decision.Reject reject = (Decision.Reject) decision;
        return Future.failedFuture(new Refusal(reject.code(), reject.detail()));
    }

    private Future<Written> repeated(Decision.Repeat repeat, RoomState state, Projection projection) {
        Room room = repeat.room();
        Position position = new Position(room.epoch(), repeat.sequence());
        Optional<StoredEvent> here = projection.event(room.id(), position);
        Future<Optional<StoredEvent>> event =
                here.isPresent() || repeat.sequence() == 0 ? Future.succeededFuture(here) : log.at(room.id(), position);
        return event.map(found -> new Written(room, state.member(), found, true));
    }

    private StoredEvent stored(Room room, Draft draft, Instant now) {
        String id = ids.next(now);
        return new StoredEvent(
                room.id(),
                room.epoch(),
                id,
                draft.author().id(),
                now,
                new LoggedEvent(
                        draft.sequence(),
                        draft.type(),
                        draft.clientMessageId().orElse(null),
                        EventJson.encode(room.id(), draft, id, now)));
    }
}
