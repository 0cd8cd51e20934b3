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

    /** @param page the most events that are rewritten together */
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

    private Future<Void> rewrite(UserId user, List<StoredEvent> events) {
        return events.isEmpty()
                ? Future.succeededFuture()
                : traces.rewrite(
                        user,
                        events.stream()
                                .map(event -> retelling.without(user, event))
                                .toList());
    }
}
