package dev.parley.chat.app;

import dev.parley.chat.domain.Form;
import dev.parley.chat.store.ListedRoom;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.chat.ListRooms;
import dev.parley.contracts.chat.RoomPage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists rooms, page by page, from the database: any chat service may answer. */
public final class ListRoomsUseCase {
    /** A page of a room list on a screen is a tenth of it. */
    static final int MAX_ROOMS = 200;

    private final RoomStore store;

    public ListRoomsUseCase(RoomStore store) {
        this.store = store;
    }

    public Future<RoomPage> run(ListRooms command) {
        Form.checkStorable("the query", command.query());
        int limit = Math.max(1, Math.min(MAX_ROOMS, command.limit()));
        Optional<String> cursor = Optional.ofNullable(command.cursor());
        return command.scope() == ListRooms.Scope.MINE
                ? store.mine(command.actor().id(), command.query(), cursor.map(Cursors::mine), limit + 1)
                        .map(found -> page(found, limit, Cursors::ofMine))
                : store.publicRooms(command.actor().id(), command.query(), cursor.map(Cursors::publicRoom), limit + 1)
                        .map(found -> page(found, limit, Cursors::ofPublic));
    }

    /** One room more than the page was asked for: it says that there is a next page. */
    private static RoomPage page(List<ListedRoom> found, int limit, Function<ListedRoom, String> cursorAfter) {
        List<ListedRoom> page = found.size() > limit ? found.subList(0, limit) : found;
        @Nullable String next = found.size() > limit ? cursorAfter.apply(page.get(limit - 1)) : null;
        return new RoomPage(page.stream().map(Views::of).toList(), next);
    }
}
