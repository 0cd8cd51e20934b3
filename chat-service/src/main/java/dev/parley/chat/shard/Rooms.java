package dev.parley.chat.shard;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.RoomState;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rooms of a shard for those who read: from the cache, else from the store. */
public final class Rooms {
    private final RoomCache cache;
    private final RoomStore store;

    Rooms(RoomCache cache, RoomStore store) {
        this.cache = cache;
        this.store = store;
    }

    /** The room, if there is one. */
    public Future<Optional<Room>> room(RoomId id) {
        Optional<Room> cached = cache.room(id);
        return cached.isPresent()
                ? Future.succeededFuture(cached)
                : store.rooms(Set.of(id))
                        .map(read -> Optional.ofNullable(read.get(id)).map(cache::offer));
    }

    /** The room as the shard knows it in this very turn of the event loop, or else as it was read before. */
    public Room latest(Room read) {
        return cache.room(read.id()).orElse(read);
    }

    /** The room, and what a person is in it. */
    public Future<RoomState> state(RoomId id, UserId user) {
        return state(id, user, room -> membership(room, user));
    }

    /** What a person needs to be shown to read: of a public room, the membership is not looked at. */
    public Future<RoomState> readable(RoomId id, UserId user) {
        return state(id, user, room -> Future.succeededFuture(Optional.empty()));
    }

    private Future<RoomState> state(
            RoomId id, UserId user, Function<Room, Future<Optional<Membership>>> memberOfPublic) {
        Optional<Room> known = cache.room(id);
        if (known.isPresent() && known.get().isPublic()) {
            return memberOfPublic.apply(known.get()).map(actor -> new RoomState(known, actor));
        }
        Optional<Membership> member = cache.membership(id, user).flatMap(Function.identity());
        return known.isPresent() && member.isPresent()
                ? Future.succeededFuture(new RoomState(known, member))
                : asked(id, user, memberOfPublic);
    }

    /**
     * A stranger costs two questions each time, whether the room is private and well known here, or there is none: by the
     * time that the answer takes, too, the one is as the other.
     */
    private Future<RoomState> asked(
            RoomId id, UserId user, Function<Room, Future<Optional<Membership>>> memberOfPublic) {
        return store.rooms(Set.of(id)).compose(read -> {
            Optional<Room> room = Optional.ofNullable(read.get(id)).map(cache::offer);
            if (room.isPresent() && room.get().isPublic()) {
                return memberOfPublic.apply(room.get()).map(actor -> new RoomState(room, actor));
            }
            MemberKey key = new MemberKey(id, user);
            return store.memberships(Set.of(key)).map(members -> {
                Optional<Membership> member = Optional.ofNullable(members.get(key));
                room.ifPresent(found -> cache.offer(found, user, member));
                return room.isEmpty() ? RoomState.NOTHING : new RoomState(room, member);
            });
        });
    }

    private Future<Optional<Membership>> membership(Room room, UserId user) {
        Optional<Optional<Membership>> cached = cache.membership(room.id(), user);
        if (cached.isPresent()) {
            return Future.succeededFuture(cached.get());
        }
        MemberKey key = new MemberKey(room.id(), user);
        return store.memberships(Set.of(key)).map(read -> {
            Optional<Membership> membership = Optional.ofNullable(read.get(key));
            cache.offer(room, user, membership);
            return membership;
        });
    }

    /**
     * Where the logs of those rooms stand that exist: from the cache where all of them were confirmed a short time ago,
     * else with one question to the database, which also finds out where the cache is behind. It asks for all, so that
     * who wants the same rooms every few seconds is answered from the cache until all are due together.
     */
    public Future<Map<RoomId, Position>> heads(Collection<RoomId> ids) {
        Map<RoomId, Position> before = cached(ids);
        if (ids.stream().allMatch(cache::isFresh)) {
            return Future.succeededFuture(before);
        }
        return store.heads(ids).map(read -> {
            read.forEach((id, head) -> cache.confirm(id, Optional.ofNullable(before.get(id)), head));
            Map<RoomId, Position> heads = new HashMap<>(read);
            heads.putAll(cached(ids));
            return heads;
        });
    }

    /**
     * The room as it is at least where somebody says to have seen it: what is known is enough when it goes that far; else
     * the database is asked, in case another owner was ahead.
     */
    public Future<Room> reaching(Room room, Position claimed) {
        Position known = latest(room).position();
        if (known.epoch().equals(claimed.epoch()) && known.sequence() >= claimed.sequence()) {
            return Future.succeededFuture(room);
        }
        return store.rooms(Set.of(room.id()))
                .map(read -> Optional.ofNullable(read.get(room.id()))
                        .map(cache::offer)
                        .orElse(room));
    }

    private Map<RoomId, Position> cached(Collection<RoomId> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> cache.room(id).stream())
                .collect(Collectors.toMap(Room::id, Room::position));
    }
}
