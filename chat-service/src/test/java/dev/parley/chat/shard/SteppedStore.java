package dev.parley.chat.shard;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.ListedRoom;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.Window;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A database whose answers come when the test says so, in the order it says: two owners share one. An answer is worked
 * out in one step and given in a later one, so that everything may happen in between.
 */
final class SteppedStore implements MessageLog, RoomStore {
    /** What becomes of a step. */
    enum Fate {
        DONE,
        FAILED,
        DONE_BUT_ITS_ANSWER_LOST
    }

    private final MemoryStore memory;
    private final List<Step<?>> steps = new ArrayList<>();

    /** The rooms of each question for heads. */
    final List<Set<RoomId>> headsAsked = new ArrayList<>();

    private static final class Step<T> {
        private final Supplier<Future<T>> work;
        private final Promise<T> promise = Promise.promise();
        private Optional<Future<T>> answer = Optional.empty();

        Step(Supplier<Future<T>> work) {
            this.work = work;
        }

        /** Whether the step is over. */
        boolean go(Fate fate) {
            if (answer.isPresent()) {
                answer.get().onComplete(promise);
                return true;
            }
            answer = Optional.of(fate == Fate.FAILED ? lost() : work.get());
            if (fate == Fate.DONE_BUT_ITS_ANSWER_LOST) {
                answer = Optional.of(lost());
            }
            return false;
        }

        private Future<T> lost() {
            return Future.failedFuture(Refusal.unavailable("lost on purpose"));
        }
    }

    SteppedStore(MemoryStore memory) {
        this.memory = memory;
    }

    int waiting() {
        return steps.size();
    }

    void go(int index, Fate fate) {
        Step<?> step = steps.get(index);
        if (step.go(fate)) {
            steps.remove(step);
        }
    }

    /** Lets everything come to an end, in order. */
    void goAll() {
        while (!steps.isEmpty()) {
            go(0, Fate.DONE);
        }
    }

    private <T> Future<T> step(Supplier<Future<T>> work) {
        Step<T> step = new Step<>(work);
        steps.add(step);
        return step.promise.future();
    }

    @Override
    public Future<Appended> append(Batch batch) {
        return step(() -> memory.append(batch));
    }

    @Override
    public Future<Map<ClientKey, StoredEvent>> find(Collection<ClientKey> keys) {
        return step(() -> memory.find(keys));
    }

    @Override
    public Future<Optional<StoredEvent>> at(RoomId room, Position position) {
        return step(() -> memory.at(room, position));
    }

    @Override
    public Future<EventPage> read(RoomId room, Window window) {
        return step(() -> memory.read(room, window));
    }

    @Override
    public Future<Map<RoomId, Room>> rooms(Collection<RoomId> ids) {
        return step(() -> memory.rooms(ids));
    }

    @Override
    public Future<Map<MemberKey, Standing>> standings(Collection<MemberKey> keys) {
        return step(() -> memory.standings(keys));
    }

    @Override
    public Future<Map<RoomId, Set<UserId>>> owners(Collection<RoomId> ids) {
        return step(() -> memory.owners(ids));
    }

    @Override
    public Future<List<Membership>> members(RoomId room, Optional<UserId> after, int limit) {
        return step(() -> memory.members(room, after, limit));
    }

    @Override
    public Future<Map<RoomId, Position>> heads(Collection<RoomId> ids) {
        headsAsked.add(Set.copyOf(ids));
        return step(() -> memory.heads(ids));
    }

    @Override
    public Future<List<ListedRoom>> mine(UserId user, String query, Optional<MineCursor> after, int limit) {
        return step(() -> memory.mine(user, query, after, limit));
    }

    @Override
    public Future<List<ListedRoom>> publicRooms(UserId user, String query, Optional<RoomId> after, int limit) {
        return step(() -> memory.publicRooms(user, query, after, limit));
    }

    @Override
    public Future<Void> seed(Room lobby) {
        return step(() -> memory.seed(lobby));
    }
}
