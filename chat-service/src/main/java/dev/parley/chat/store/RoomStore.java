package dev.parley.chat.store;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rooms and who belongs to them; written by {@link MessageLog#append}. Everything committed before a question is in its
 * answer. Failures as in {@link MessageLog}.
 */
public interface RoomStore {
    /** Those of the rooms that exist. */
    Future<Map<RoomId, Room>> rooms(Collection<RoomId> ids);

    /** What those of the people are who are members, or banned. */
    Future<Map<MemberKey, Standing>> standings(Collection<MemberKey> keys);

    /** Who owns those of the rooms that have an owner. */
    Future<Map<RoomId, Set<UserId>>> owners(Collection<RoomId> ids);

    /** The members of a room, in the order of their ids. */
    Future<List<Membership>> members(RoomId room, Optional<UserId> after, int limit);

    /** Where the logs of those rooms stand that exist. */
    Future<Map<RoomId, Position>> heads(Collection<RoomId> ids);

    /** Where a listing of one's own rooms goes on: after this room, which was active then. */
    record MineCursor(Instant activeAt, RoomId room) {}

    /**
     * The rooms a person belongs to, newest activity first.
     *
     * @param query a part of the id or the name, without regard to case; empty for all
     */
    Future<List<ListedRoom>> mine(UserId user, String query, Optional<MineCursor> after, int limit);

    /**
     * The public rooms, by id.
     *
     * @param user whose role is told
     * @param query a part of the id or the name, without regard to case; empty for all
     */
    Future<List<ListedRoom>> publicRooms(UserId user, String query, Optional<RoomId> after, int limit);

    /** Makes the room that a fresh installation has, once in the life of the database. */
    Future<Void> seed(Room lobby);
}
