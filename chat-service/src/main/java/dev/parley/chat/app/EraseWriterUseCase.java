package dev.parley.chat.app;

import dev.parley.chat.shard.Retelling;
import dev.parley.chat.store.MarkerStore;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.TraceStore;
import dev.parley.contracts.chat.EraseFromRoom;
import dev.parley.contracts.chat.EraseWriter;
import dev.parley.contracts.chat.WriterErased;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Erases what somebody wrote (docs/adr/0036-erasing-a-writer.md). In each room the owner first ends what the person is
 * to it, in the log: gateways that come to that event let go of what they hold of the log before it. Then the events are
 * rewritten. What is done is seen in the store alone, so that any process goes on where another one was killed, and two at
 * once do the same.
 */
public final class EraseWriterUseCase {
    /** So that an answer comes well within the time that the bus waits for one. */
    private static final int ROOMS = 8;

    /** Of events, in one turn of the event loop that sequences every shard of the process: some milliseconds of it. */
    static final int TURN_BYTES = 1 << 16;

    private final TraceStore traces;
    private final MarkerStore markers;
    private final Retelling retelling;
    private final RoomOwners owners;
    private final int page;

    /** Port: asks the owner of a room's shard. */
    @FunctionalInterface
    public interface RoomOwners {
        Future<?> ask(EraseFromRoom command);
    }

    /** @param page the most events that are read together */
    public EraseWriterUseCase(
            TraceStore traces, MarkerStore markers, Retelling retelling, RoomOwners owners, int page) {
        this.traces = traces;
        this.markers = markers;
        this.retelling = retelling;
        this.owners = owners;
        this.page = page;
    }

    /** Does some of it, and says whether that was all. */
    public Future<WriterErased> run(EraseWriter command) {
        UserId user = command.user();
        return traces.rooms(user, ROOMS).compose(rooms -> {
            Future<Void> done = Future.succeededFuture();
            for (RoomId room : rooms) {
                done = done.compose(before -> eraseFrom(room, user));
            }
            return rooms.isEmpty()
                    ? markers.forget(user).map(gone -> new WriterErased(true))
                    : done.map(some -> new WriterErased(false));
        });
    }

    private Future<Void> eraseFrom(RoomId room, UserId user) {
        return leave(room, user)
                .compose(left -> traces.written(room, user, page))
                .compose(written -> rewrite(user, written)
                        .compose(done -> traces.about(room, user, page))
                        .compose(about -> rewrite(user, about)
                                .compose(done -> written.size() == page || about.size() == page
                                        ? Future.succeededFuture()
                                        : traces.forget(room, user))));
    }

    /** Of a room that is gone, the traces of the person go. */
    private Future<?> leave(RoomId room, UserId user) {
        return owners.ask(new EraseFromRoom(room, user))
                .mapEmpty()
                .recover(failure -> Refusal.of(failure).code() == ErrorCode.NOT_FOUND
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    /** A turn's worth after the other, so that commands find their place between. */
    private Future<Void> rewrite(UserId user, List<StoredEvent> events) {
        Future<Void> done = Future.succeededFuture();
        for (List<StoredEvent> some : turns(events)) {
            done = done.compose(before -> traces.rewrite(
                    user,
                    some.stream().map(event -> retelling.without(user, event)).toList()));
        }
        return done;
    }

    private static List<List<StoredEvent>> turns(List<StoredEvent> events) {
        List<List<StoredEvent>> turns = new ArrayList<>();
        int first = 0;
        int bytes = 0;
        for (int next = 0; next < events.size(); next++) {
            int length = events.get(next).event().body().utf8().length;
            if (next > first && bytes + length > TURN_BYTES) {
                turns.add(events.subList(first, next));
                first = next;
                bytes = 0;
            }
            bytes += length;
        }
        if (first < events.size()) {
            turns.add(events.subList(first, events.size()));
        }
        return turns;
    }
}
