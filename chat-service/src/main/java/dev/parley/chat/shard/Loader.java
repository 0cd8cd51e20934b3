package dev.parley.chat.shard;

import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.domain.Write;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers what a batch of writes is decided on: from the cache, the rest with a few questions to the store. */
final class Loader {
    private final RoomCache cache;
    private final RoomStore rooms;
    private final MessageLog log;

    Loader(RoomCache cache, RoomStore rooms, MessageLog log) {
        this.cache = cache;
        this.rooms = rooms;
        this.log = log;
    }

    /**
     * The rooms first, the memberships after them: these are then never older than the head that guards them.
     *
     * @param checked of which it is looked up whether they were stored before
     */
    Future<Projection> load(List<Write> writes, List<Write> checked) {
        Map<RoomId, Room> known = new HashMap<>();
        Set<RoomId> missing = new HashSet<>();
        for (Write write : writes) {
            cache.room(write.room()).ifPresent(room -> known.put(room.id(), room));
            if (isHidden(write)) {
                missing.add(write.room());
            }
        }
        Future<Map<RoomId, Room>> read = missing.isEmpty() ? Future.succeededFuture(Map.of()) : rooms.rooms(missing);
        return read.compose(found -> {
            found.values().forEach(room -> known.put(room.id(), cache.offer(room)));
            return Future.all(standings(writes, known), owners(writes), sent(checked))
                    .map(all -> new Projection(known, all.resultAt(0), all.resultAt(1), all.resultAt(2)));
        });
    }

    /**
     * Whether its author has nothing to do with a private room, as far as is known, or there is no such room. Both cost the
     * same questions, or the time that an answer takes would tell a stranger which it is.
     */
    private boolean isHidden(Write write) {
        return cache.room(write.room()).filter(Room::isPublic).isEmpty()
                && cache.standing(write.room(), write.actor().id())
                        .flatMap(Function.identity())
                        .isEmpty();
    }

    private Future<Map<MemberKey, Standing>> standings(List<Write> writes, Map<RoomId, Room> known) {
        Map<MemberKey, Standing> members = new HashMap<>();
        Set<MemberKey> missing = new HashSet<>();
        for (Write write : writes) {
            if (isHidden(write)) {
                keys(write).forEach(missing::add);
            } else {
                keys(write)
                        .forEach(key -> cache.standing(key.room(), key.user())
                                .ifPresentOrElse(
                                        standing -> standing.ifPresent(there -> members.put(key, there)),
                                        () -> missing.add(key)));
            }
        }
        if (missing.isEmpty()) {
            return Future.succeededFuture(members);
        }
        return rooms.standings(missing).map(found -> {
            missing.forEach(key -> Optional.ofNullable(known.get(key.room()))
                    .ifPresent(room -> cache.offer(room, key.user(), Optional.ofNullable(found.get(key)))));
            members.putAll(found);
            return members;
        });
    }

    private static Stream<MemberKey> keys(Write write) {
        return Stream.concat(Stream.of(write.actor().id()), write.target().stream())
                .map(user -> new MemberKey(write.room(), user));
    }

    /**
     * Few writes are about somebody, so that owners are not kept: they are read when they are needed, and of rooms that
     * there are not as of those that are hidden.
     */
    private Future<Map<RoomId, Set<UserId>>> owners(List<Write> writes) {
        Set<RoomId> wanted = writes.stream()
                .filter(write -> write.target().isPresent())
                .map(Write::room)
                .collect(Collectors.toSet());
        return wanted.isEmpty() ? Future.succeededFuture(Map.of()) : rooms.owners(wanted);
    }

    private Future<Map<ClientKey, StoredEvent>> sent(List<Write> writes) {
        Set<ClientKey> keys = writes.stream()
                .flatMap(write ->
                        write
                                .clientMessageId()
                                .map(id -> new ClientKey(
                                        write.room(), write.actor().id(), id))
                                .stream())
                .collect(Collectors.toSet());
        return keys.isEmpty() ? Future.succeededFuture(Map.of()) : log.find(keys);
    }
}
