package dev.parley.chat.shard;

import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.RoomState;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.chat.MayRead;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.loop.Turns;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rooms of a shard for those who read: from the cache, else from the store. */
public final class Rooms {
    private final RoomCache cache;
    private final Heads heads;
    private final RoomStore store;
    private final Turns turns;

    /** @param turns in which heads are asked for, so that commands find their place between such questions */
    Rooms(RoomCache cache, Heads heads, RoomStore store, Turns turns) {
        this.cache = cache;
        this.heads = heads;
        this.store = store;
        this.turns = turns;
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
        return state(id, user, room -> false);
    }

    /**
     * What a person needs to be shown to read: of a public room that nobody is banned from, the standing is not looked at.
     * The room is as it was known before the standing was: what the log says of the person up to its head is in there,
     * and what it says later may be.
     */
    public Future<RoomState> readable(RoomId id, UserId user) {
        return state(id, user, Rooms::isForAll);
    }

    /** @param isForAll whether nobody's standing in a room counts */
    private Future<RoomState> state(RoomId id, UserId user, Predicate<Room> isForAll) {
        Optional<Room> known = cache.room(id);
        if (known.isPresent() && known.get().isPublic()) {
            return state(known.get(), user, isForAll);
        }
        Optional<Standing> standing = cache.standing(id, user).flatMap(Function.identity());
        return known.isPresent() && standing.isPresent()
                ? Future.succeededFuture(new RoomState(known, standing))
                : asked(id, user, isForAll);
    }

    private Future<RoomState> state(Room room, UserId user, Predicate<Room> isForAll) {
        return isForAll.test(room)
                ? Future.succeededFuture(new RoomState(Optional.of(room), Optional.empty()))
                : standing(room, user).map(standing -> new RoomState(Optional.of(room), standing));
    }

    /**
     * A stranger costs two questions each time, whether the room is private and well known here, or there is none: by the
     * time that the answer takes, too, the one is as the other.
     */
    private Future<RoomState> asked(RoomId id, UserId user, Predicate<Room> isForAll) {
        return store.rooms(Set.of(id)).compose(read -> {
            Optional<Room> room = Optional.ofNullable(read.get(id)).map(cache::offer);
            if (room.isPresent() && room.get().isPublic()) {
                return state(room.get(), user, isForAll);
            }
            MemberKey key = new MemberKey(id, user);
            return store.standings(Set.of(key)).map(standings -> {
                Optional<Standing> standing = Optional.ofNullable(standings.get(key));
                room.ifPresent(found -> cache.offer(found, user, standing));
                return room.isEmpty() ? RoomState.NOTHING : new RoomState(room, standing);
            });
        });
    }

    /** Those who may read, as the rights are where the log goes at least so far; and how far it went. */
    public Future<MayRead> readers(RoomId id, List<UserId> people, Position reached) {
        return room(id).compose(room -> room.isEmpty()
                        ? Future.succeededFuture(room)
                        : reaching(room.get(), reached).map(Optional::of))
                .compose(room -> {
                    if (room.isEmpty()) {
                        return Future.succeededFuture(new MayRead(List.of(), reached.sequence()));
                    }
                    long asOf = room.get().head();
                    if (isForAll(room.get())) {
                        return Future.succeededFuture(new MayRead(people, asOf, true));
                    }
                    Set<MemberKey> keys =
                            people.stream().map(user -> new MemberKey(id, user)).collect(Collectors.toSet());
                    return store.standings(keys)
                            .map(found -> new MayRead(
                                    people.stream()
                                            .filter(user -> mayRead(room, found.get(new MemberKey(id, user))))
                                            .toList(),
                                    asOf));
                });
    }

    private static boolean mayRead(Optional<Room> room, @Nullable Standing standing) {
        return new RoomState(room, Optional.ofNullable(standing)).barred().isEmpty();
    }

    private static boolean isForAll(Room room) {
        return room.isPublic() && room.bans() == 0;
    }

    private Future<Optional<Standing>> standing(Room room, UserId user) {
        Optional<Optional<Standing>> cached = cache.standing(room.id(), user);
        if (cached.isPresent()) {
            return Future.succeededFuture(cached.get());
        }
        MemberKey key = new MemberKey(room.id(), user);
        return store.standings(Set.of(key)).map(read -> {
            Optional<Standing> standing = Optional.ofNullable(read.get(key));
            cache.offer(room, user, standing);
            return standing;
        });
    }

    /**
     * Where the logs of those rooms stand that exist, none older than {@link Heads} allow. What is due is asked for in turns
     * with all others who ask. When shards move, all gateways ask for nearly the same: what the one before has read is not
     * read again.
     */
    public Future<Map<RoomId, Position>> heads(Collection<RoomId> ids) {
        long asked = heads.now();
        return heads.suffice(ids, asked)
                ? Future.succeededFuture(heads.of(ids))
                : turns.next(() -> askedAt(asked, ids));
    }

    private Future<Map<RoomId, Position>> askedAt(long asked, Collection<RoomId> ids) {
        Map<RoomId, Position> answer = heads.of(ids);
        if (heads.suffice(ids, asked)) {
            return Future.succeededFuture(answer);
        }
        Set<RoomId> due = heads.ask(ids, asked);
        due.forEach(answer::remove);
        return store.heads(due).map(read -> {
            cache.compare(heads.answered(read));
            answer.putAll(read);
            answer.putAll(heads.of(ids));
            return answer;
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
}
