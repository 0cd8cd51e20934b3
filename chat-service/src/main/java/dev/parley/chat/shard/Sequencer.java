package dev.parley.chat.shard;

import dev.parley.chat.domain.Write;
import dev.parley.chat.shard.Waiting.Pending;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.platform.loop.Turns;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Puts the commands of a shard in one order. Writes queue, and wait shortly for others to share what a commit costs; while
 * a commit is in flight the next batch forms. A write is answered after its commit and never before (I1), in order, and
 * then announced. A read waits for the writes of its room that came before it and for nothing else: who joins and then
 * subscribes, without waiting for the answer, is a member by then. It may see what came after it. One event loop.
 */
public final class Sequencer {
    private final GroupCommit commit;
    private final Interests interests;
    private final Announcer announcer;
    private final Options options;
    private final ChatMeters meters;
    private final LongSupplier nanoTime;
    private final Pause pause;

    private final Waiting waiting = new Waiting();
    private final Map<RoomId, Future<List<Written>>> unanswered = new HashMap<>();
    private Future<Void> committing = Future.succeededFuture();
    private Promise<Void> gathering = Promise.promise();
    /** Whether waiting for others pays: the last commit had several commands, or one came during it or soon after another. */
    private boolean accompanied;

    private long newest;

    private int reading;

    /** Port: lets time go by. */
    @FunctionalInterface
    public interface Pause {
        /** Completes, on the event loop that asked, when that much time has gone by. */
        Future<Void> of(Duration time);
    }

    /**
     * Bounds of a shard.
     *
     * @param batch the most writes that are committed together; those that must be may be more
     * @param queue the most writes that may wait, and the most reads that may be in progress
     * @param patience how long a write may wait: who asked has given up by then
     * @param gather how long a write may wait for others to be committed with it, where others came with or during the commit
     *     before, or one as shortly before it; where writes come one by one, none waits
     * @param enough as many writes wait for no others
     */
    public record Options(int batch, int queue, Duration patience, Duration gather, int enough) {
        private static final Duration FOR_EVER = Duration.ofDays(365);

        /** No write waits too long, or for others. */
        public Options(int batch, int queue) {
            this(batch, queue, FOR_EVER, Duration.ZERO, 1);
        }

        /** For questions that must not get in the way of commands; as many may wait, and as long. */
        public Turns turns() {
            return new Turns(queue, patience);
        }
    }

    Sequencer(
            GroupCommit commit,
            Interests interests,
            Announcer announcer,
            Options options,
            ChatMeters meters,
            LongSupplier nanoTime,
            Pause pause) {
        this.commit = commit;
        this.interests = interests;
        this.announcer = announcer;
        this.options = options;
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.newest = nanoTime.getAsLong() - options.gather().toNanos() - 1;
    }

    /** Fails with what the rules refuse, or {@code unavailable} when too much waits or the store is away. */
    public Future<Written> write(Write write) {
        return writeAll(write.room(), List.of(write)).map(written -> written.get(0));
    }

    /** The same for writes of one room that are done together, as if one came after the other, or not at all. */
    public Future<List<Written>> writeAll(RoomId room, List<Write> writes) {
        if (!waiting.isEmpty() && waiting.writes() + writes.size() > options.queue()) {
            return Future.failedFuture(busy());
        }
        long now = nanoTime.getAsLong();
        accompanied |= now - newest <= options.gather().toNanos();
        newest = now;
        Pending pending = new Pending(room, writes, Promise.promise(), now);
        Future<List<Written>> answer = pending.answer().future();
        unanswered.put(room, answer);
        answer.onComplete(done -> unanswered.remove(room, answer));
        waiting.add(pending);
        meters.queued(writes.size());
        if (committing.isComplete()) {
            commitNext();
        } else if (waiting.writes() >= options.enough()) {
            gathering.tryComplete();
        }
        return answer;
    }

    /** Runs a read of a room after the writes of the room that came before it. */
    public <T> Future<T> read(RoomId room, Supplier<Future<T>> read) {
        if (reading >= options.queue()) {
            return Future.failedFuture(busy());
        }
        reading++;
        Future<?> ahead = unanswered.getOrDefault(room, Future.succeededFuture());
        return ahead.<T>transform(written -> read.get()).onComplete(done -> reading--);
    }

    /** Completes when no write is waiting or in flight. */
    public Future<Void> idle() {
        return committing.compose(done -> committing.isComplete() ? committing : idle());
    }

    private void commitNext() {
        if (waiting.isEmpty()) {
            return;
        }
        Promise<Void> done = Promise.promise();
        committing = done.future();
        Duration left = leftToGather();
        if (left.isZero()) {
            commit(done);
        } else {
            Promise<Void> gathered = Promise.promise();
            gathering = gathered;
            gathered.future().onComplete(over -> commit(done));
            pause.of(left).onComplete(over -> gathered.tryComplete());
        }
    }

    /** How long the next write may still wait for others. */
    private Duration leftToGather() {
        long left = waiting.since() + options.gather().toNanos() - nanoTime.getAsLong();
        boolean waits = accompanied && left > 0 && waiting.writes() < options.enough();
        return waits ? Duration.ofNanos(left) : Duration.ZERO;
    }

    private void commit(Promise<Void> done) {
        List<Pending> batch = nextBatch();
        if (batch.isEmpty()) {
            done.complete();
            return;
        }
        List<List<Write>> units = batch.stream().map(Pending::writes).toList();
        int writes = units.stream().mapToInt(List::size).sum();
        long started = nanoTime.getAsLong();
        Future.succeededFuture(units).compose(commit::run).onComplete(result -> {
            accompanied = batch.size() > 1 || !waiting.isEmpty();
            try {
                if (result.succeeded()) {
                    meters.committed(writes, Duration.ofNanos(nanoTime.getAsLong() - started));
                    finish(batch, result.result());
                } else {
                    batch.forEach(pending -> pending.answer().fail(result.cause()));
                }
            } finally {
                // In this order: while anything waits, something is in flight. See idle().
                commitNext();
                done.complete();
            }
        });
    }

    /** Without what nobody waits for any more, where the store is slower than what comes: it would hold up the rest. */
    private List<Pending> nextBatch() {
        List<Pending> batch = new ArrayList<>();
        while (batch.isEmpty() && !waiting.isEmpty()) {
            int before = waiting.writes();
            long now = nanoTime.getAsLong();
            for (Pending next : waiting.take(options.batch())) {
                if (now - next.since() > options.patience().toNanos()) {
                    next.answer().fail(Refusal.unavailable("it waited too long here and was not done"));
                } else {
                    batch.add(next);
                }
            }
            meters.queued(waiting.writes() - before);
        }
        return batch;
    }

    private void finish(List<Pending> batch, GroupCommit.Committed committed) {
        for (int i = 0; i < batch.size(); i++) {
            committed.answers().get(i).onComplete(batch.get(i).answer());
        }
        Map<RoomId, List<StoredEvent>> byRoom = new LinkedHashMap<>();
        committed
                .events()
                .forEach(event -> byRoom.computeIfAbsent(event.room(), room -> new ArrayList<>())
                        .add(event));
        byRoom.forEach((room, events) -> {
            List<LoggedEvent> logged = events.stream().map(StoredEvent::event).toList();
            announcer.announce(room, events.get(0).epoch(), logged, interests.of(room));
        });
    }

    private static Refusal busy() {
        return Refusal.unavailable("too much is waiting here");
    }
}
