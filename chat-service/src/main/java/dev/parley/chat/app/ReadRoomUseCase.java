package dev.parley.chat.app;

import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.RoomState;
import dev.parley.chat.shard.Rooms;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.Window;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.MayRead;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.WhoMayRead;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Everything that reads a room or its log. Refused {@code not-found} alike for no room and for one not to be known. */
public final class ReadRoomUseCase {
    /** About 300 KiB of events of a usual size; what a longer history is paged by. */
    static final int MAX_EVENTS = 500;

    private final Sequencer sequencer;
    private final Rooms rooms;
    private final MessageLog log;

    public ReadRoomUseCase(Sequencer sequencer, Rooms rooms, MessageLog log) {
        this.sequencer = sequencer;
        this.rooms = rooms;
        this.log = log;
    }

    public Future<RoomView> get(GetRoom command) {
        return sequencer.read(
                command.room(),
                () -> rooms.state(command.room(), command.actor().id())
                        .map(state -> Views.of(rooms.latest(visible(state)), state.member())));
    }

    public Future<HistoryPage> history(ReadHistory command) {
        Window window = new Window(bound(command.after()), bound(command.before()), limit(command.limit()));
        return sequencer.read(
                command.room(),
                () -> rooms.readable(command.room(), command.actor().id())
                        .compose(state ->
                                page(visible(state), window).compose(page -> allowed(command, visible(state), page))));
    }

    /**
     * The log may have grown after the rights were looked at, also at another owner, and with it the rights may have gone:
     * what is newer is shown by the rights of then.
     */
    private Future<HistoryPage> allowed(ReadHistory command, Room seen, HistoryPage page) {
        if (page.events().isEmpty() || last(page.events()) <= seen.head()) {
            return Future.succeededFuture(page);
        }
        Position reached = new Position(seen.epoch(), last(page.events()));
        return rooms.readers(seen.id(), List.of(command.actor().id()), reached).map(may -> {
            if (may.people().isEmpty()) {
                throw new Refusal(ErrorCode.NOT_FOUND, "no such room");
            }
            return page;
        });
    }

    /** For a gateway, who of those that hear the room may go on. */
    public Future<MayRead> readers(WhoMayRead command) {
        return sequencer.read(command.room(), () -> rooms.readers(command.room(), command.people(), command.reached()));
    }

    /** For a gateway, whose subscribers were allowed to read when they subscribed. */
    public Future<HistoryPage> log(ReadLog command) {
        Window window = Window.after(command.after(), limit(command.limit()));
        return sequencer.read(
                command.room(), () -> rooms.room(command.room()).compose(room -> page(found(room), window)));
    }

    private Future<HistoryPage> page(Room room, Window window) {
        return log.read(room.id(), window)
                .map(page -> new HistoryPage(page.events(), head(room, page), page.hasMore()));
    }

    /** The log may have grown, at another owner too, after the room was looked at. */
    private Position head(Room room, EventPage page) {
        Position known = rooms.latest(room).position();
        return new Position(known.epoch(), Math.max(known.sequence(), last(page.events())));
    }

    private static long last(List<LoggedEvent> events) {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).sequence();
    }

    /** @throws Refusal of what bars the actor from the room */
    static Room visible(RoomState state) {
        state.barred().ifPresent(reject -> {
            throw new Refusal(reject.code(), reject.detail());
        });
        return found(state.room());
    }

    static Room found(Optional<Room> room) {
        return room.orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no such room"));
    }

    private static OptionalLong bound(@Nullable Long sequence) {
        return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    private static int limit(int asked) {
        return Math.max(1, Math.min(MAX_EVENTS, asked));
    }
}
