package dev.parley.e2e.sim;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.ListedRoom;
import dev.parley.chat.store.MarkerKey;
import dev.parley.chat.store.MarkerStore;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.Window;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One chat service's connection to the database. */
record DatabaseClient(SimDatabase database, Schedule.Loop loop) implements MessageLog, RoomStore, MarkerStore {
    @Override
    public Future<Appended> append(Batch batch) {
        return database.ask(loop, () -> database.append(batch));
    }

    @Override
    public Future<Map<ClientKey, StoredEvent>> find(Collection<ClientKey> keys) {
        return database.ask(loop, () -> database.find(keys));
    }

    @Override
    public Future<Optional<StoredEvent>> at(RoomId room, Position position) {
        return database.ask(loop, () -> database.at(room, position));
    }

    @Override
    public Future<EventPage> read(RoomId room, Window window) {
        return database.ask(loop, () -> database.read(room, window));
    }

    @Override
    public Future<Map<RoomId, Room>> rooms(Collection<RoomId> ids) {
        return database.ask(loop, () -> database.rooms(ids));
    }

    @Override
    public Future<Map<MemberKey, Standing>> standings(Collection<MemberKey> keys) {
        return database.ask(loop, () -> database.standings(keys));
    }

    @Override
    public Future<Map<RoomId, Set<UserId>>> owners(Collection<RoomId> ids) {
        return database.ask(loop, () -> database.owners(ids));
    }

    @Override
    public Future<List<Membership>> members(RoomId room, Optional<UserId> after, int limit) {
        throw new UnsupportedOperationException("nobody lists members here");
    }

    @Override
    public Future<Map<RoomId, Position>> heads(Collection<RoomId> ids) {
        return database.ask(
                loop, () -> database.rooms(ids).values().stream().collect(Collectors.toMap(Room::id, Room::position)));
    }

    @Override
    public Future<List<ListedRoom>> mine(UserId user, String query, Optional<MineCursor> after, int limit) {
        throw new UnsupportedOperationException("nobody lists rooms here");
    }

    @Override
    public Future<List<ListedRoom>> publicRooms(UserId user, String query, Optional<RoomId> after, int limit) {
        throw new UnsupportedOperationException("nobody lists rooms here");
    }

    @Override
    public Future<Void> seed(Room lobby) {
        throw new UnsupportedOperationException("there is no lobby here");
    }

    @Override
    public Future<Void> move(Map<MarkerKey, Position> markers, long day) {
        return database.ask(loop, markers::size).mapEmpty();
    }

    @Override
    public Future<Map<DurableName, Position>> named(RoomId room, UserId user) {
        return database.ask(loop, Map::of);
    }

    @Override
    public Future<Void> forget(UserId user) {
        throw new UnsupportedOperationException("nobody is erased here");
    }

    @Override
    public Future<Integer> forgetUnused(long beforeDay, int limit) {
        throw new UnsupportedOperationException("no run is long enough");
    }
}
