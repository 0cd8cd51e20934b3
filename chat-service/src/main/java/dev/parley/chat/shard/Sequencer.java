package dev.parley.chat.shard;

import dev.parley.chat.domain.Write;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Puts the commands of a shard in one order. Writes queue; while a commit is in flight the next batch forms. A write is
 * answered after its commit and never before (I1), in order, and then announced. A read waits for the writes of its room
 * that came before it and for nothing else: who joins and then subscribes, without waiting for the answer, is a member
 * by then. It may see what came after it. One event loop.
 */
public final class Sequencer {
    private final GroupCommit commit;
    private final Interests interests;
    private final Announcer announcer;
    private final Options options;
    private final ChatMeters meters;
    private final LongSupplier nanoTime;

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final Map<RoomId, Future<Written>> unanswered = new HashMap<>();
    private Future<Void> committing = Future.succeededFuture();
    private int reading;

    /**
     * Bounds of a shard.
     *
     * @param batch the most writes that are committed together
     * @param queue the most writes that may wait, and the most reads that may be in progress
     */
    public record Options(int batch, int queue) {}

    private record Pending(Write write, Promise<Written> answer) {}

    Sequencer(
            GroupCommit commit,
            Interests interests,
            Announcer announcer,
            Options options,
            ChatMeters meters,
            LongSupplier nanoTime) {
        this.commit = commit;
        this.interests = interests;
        this.announcer = announcer;
        this.options = options;
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** Fails with what the rules refuse, or {@code unavailable} when too much waits or the store is away. */
    public Future<Written> write(Write write) {
        if (queue.size() >= options.queue()) {
            return Future.failedFuture(busy());
        }
        Pending pending = new Pending(write, Promise.promise());
        Future<Written> answer = pending.answer().future();
        unanswered.put(write.room(), answer);
        answer.onComplete(done -> unanswered.remove(write.room(), answer));
        queue.add(pending);
        meters.queued(1);
        if (committing.isComplete()) {
            commitNext();
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
        List<Pending> batch = new ArrayList<>();
        while (!queue.isEmpty() && batch.size() < options.batch()) {
            batch.add(queue.remove());
        }
        if (batch.isEmpty()) {
            return;
        }
        meters.queued(-batch.size());
        Promise<Void> done = Promise.promise();
        committing = done.future();
        long started = nanoTime.getAsLong();
        List<Write> writes = batch.stream().map(Pending::write).toList();
        Future.succeededFuture(writes).compose(commit::run).onComplete(result -> {
            try {
                if (result.succeeded()) {
                    meters.committed(batch.size(), Duration.ofNanos(nanoTime.getAsLong() - started));
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
