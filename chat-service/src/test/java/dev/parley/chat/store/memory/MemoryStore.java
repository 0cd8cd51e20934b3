package dev.parley.chat.store.memory;

import dev.parley.chat.domain.Erased;
import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.About;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.ListedRoom;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.TraceStore;
import dev.parley.chat.store.Window;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ports in memory: the fake of the unit tests. Every answer is there at once. One thread. */
public final class MemoryStore implements MessageLog, RoomStore, TraceStore {
    private final Map<RoomId, Room> rooms = new TreeMap<>(Comparator.comparing(RoomId::value));
    private final Map<MemberKey, Standing> members = new HashMap<>();
    private final Map<RoomId, List<StoredEvent>> logs = new HashMap<>();
    private final Map<ClientKey, StoredEvent> byClient = new HashMap<>();
    private final Set<RoomId> seeded = new HashSet<>();
    private final Set<About> about = new LinkedHashSet<>();

    /** All events of a room, in order of sequence. */
    public List<StoredEvent> log(RoomId room) {
        return logs.getOrDefault(room, List.of()).stream()
                .sorted(Comparator.comparing(event -> event.event().sequence()))
                .toList();
    }

    @Override
    public Future<Appended> append(Batch batch) {
        if (isTaken(batch)) {
            return Future.succeededFuture(Appended.CONFLICT);
        }
        batch.created().forEach(room -> rooms.put(room.id(), room));
        batch.advanced().forEach(room -> rooms.put(room.id(), room));
        batch.events().forEach(event -> {
            logs.computeIfAbsent(event.room(), room -> new ArrayList<>()).add(event);
            event.clientKey().ifPresent(key -> byClient.put(key, event));
        });
        about.addAll(batch.about());
        batch.members()
                .forEach((key, now) ->
                        now.ifPresentOrElse(member -> members.put(key, member), () -> members.remove(key)));
        return Future.succeededFuture(Appended.COMMITTED);
    }

    /** An operator takes away a room's events up to a sequence. */
    public void truncate(RoomId room, long upTo) {
        logs.getOrDefault(room, List.of()).removeIf(event -> event.event().sequence() <= upTo);
    }

    private boolean isTaken(Batch batch) {
        return batch.advanced().stream().anyMatch(this::isReplaced)
                || batch.created().stream().anyMatch(room -> rooms.containsKey(room.id()))
                || batch.events().stream().anyMatch(this::isTaken);
    }

    private boolean isReplaced(Room room) {
        Room there = rooms.get(room.id());
        return there == null || !there.epoch().equals(room.epoch());
    }

    private boolean isTaken(StoredEvent event) {
        return find(event.room(), event.position()).isPresent()
                || event.clientKey().filter(byClient::containsKey).isPresent();
    }

    private Optional<StoredEvent> find(RoomId room, Position position) {
        return log(room).stream()
                .filter(event -> event.position().equals(position))
                .findFirst();
    }

    @Override
    public Future<Map<ClientKey, StoredEvent>> find(Collection<ClientKey> keys) {
        return Future.succeededFuture(found(keys, byClient));
    }

    @Override
    public Future<Optional<StoredEvent>> at(RoomId room, Position position) {
        return Future.succeededFuture(find(room, position));
    }

    @Override
    public Future<EventPage> read(RoomId id, Window window) {
        Room room = rooms.get(id);
        List<LoggedEvent> inside = new ArrayList<>(log(id).stream()
                .filter(event -> room != null && event.epoch().equals(room.epoch()))
                .map(MemoryStore::shown)
                .filter(event -> event.sequence() > window.lowerBound() && event.sequence() < window.upperBound())
                .toList());
        if (!window.isForward()) {
            Collections.reverse(inside);
        }
        List<LoggedEvent> page = new ArrayList<>(inside.subList(0, Math.min(window.limit(), inside.size())));
        page.sort(Comparator.comparing(LoggedEvent::sequence));
        return Future.succeededFuture(new EventPage(page, inside.size() > window.limit()));
    }

    @Override
    public Future<Map<RoomId, Room>> rooms(Collection<RoomId> ids) {
        return Future.succeededFuture(found(ids, rooms));
    }

    @Override
    public Future<Map<MemberKey, Standing>> standings(Collection<MemberKey> keys) {
        return Future.succeededFuture(found(keys, members));
    }

    @Override
    public Future<Map<RoomId, Set<UserId>>> owners(Collection<RoomId> ids) {
        return Future.succeededFuture(membersOf(ids)
                .filter(member -> member.getValue().role() == Role.OWNER)
                .collect(Collectors.groupingBy(
                        member -> member.getKey().room(),
                        Collectors.mapping(member -> member.getKey().user(), Collectors.toSet()))));
    }

    @Override
    public Future<List<Membership>> members(RoomId room, Optional<UserId> after, int limit) {
        String last = after.map(UserId::value).orElse("");
        return Future.succeededFuture(membersOf(List.of(room))
                .map(Map.Entry::getValue)
                .filter(member -> member.user().value().compareTo(last) > 0)
                .sorted(Comparator.comparing(member -> member.user().value()))
                .limit(limit)
                .toList());
    }

    private Stream<Map.Entry<MemberKey, Membership>> membersOf(Collection<RoomId> ids) {
        return members.entrySet().stream()
                .filter(entry -> ids.contains(entry.getKey().room()))
                .filter(entry -> entry.getValue() instanceof Membership)
                .map(entry -> Map.entry(entry.getKey(), (Membership) entry.getValue()));
    }

    @Override
    public Future<Map<RoomId, Position>> heads(Collection<RoomId> ids) {
        return rooms(ids).map(found -> found.values().stream().collect(Collectors.toMap(Room::id, Room::position)));
    }

    @Override
    public Future<List<ListedRoom>> mine(UserId user, String query, Optional<MineCursor> after, int limit) {
        Comparator<ListedRoom> newestFirst = Comparator.comparing(ListedRoom::activeAt)
                .thenComparing(listed -> listed.room().id().value())
                .reversed();
        Predicate<ListedRoom> follows =
                listed -> after.map(cursor -> newestFirst.compare(listed, at(listed, cursor)) > 0)
                        .orElse(true);
        return Future.succeededFuture(matching(query)
                .map(room -> listed(room, user, true))
                .filter(listed -> listed.role().isPresent())
                .filter(follows)
                .sorted(newestFirst)
                .limit(limit)
                .toList());
    }

    private static ListedRoom at(ListedRoom like, MineCursor cursor) {
        Room room = like.room();
        Room there = new Room(cursor.room(), "", room.visibility(), "", room.epoch(), 0, 0, 0, room.createdAt());
        return new ListedRoom(there, Optional.empty(), Optional.empty(), cursor.activeAt());
    }

    @Override
    public Future<List<ListedRoom>> publicRooms(UserId user, String query, Optional<RoomId> after, int limit) {
        String last = after.map(RoomId::value).orElse("");
        return Future.succeededFuture(matching(query)
                .filter(Room::isPublic)
                .filter(room -> room.id().value().compareTo(last) > 0)
                .map(room -> listed(room, user, false))
                .limit(limit)
                .toList());
    }

    /** An erased writer's own name of an event is not shown. */
    private static LoggedEvent shown(StoredEvent stored) {
        LoggedEvent event = stored.event();
        return event.body().isErased() ? new LoggedEvent(event.sequence(), event.type(), null, event.body()) : event;
    }

    @Override
    public Future<List<RoomId>> rooms(UserId user, int limit) {
        Stream<RoomId> is =
                members.keySet().stream().filter(key -> key.user().equals(user)).map(MemberKey::room);
        Stream<RoomId> was =
                about.stream().filter(one -> one.user().equals(user)).map(About::room);
        return Future.succeededFuture(
                Stream.concat(is, was).distinct().limit(limit).toList());
    }

    @Override
    public Future<List<StoredEvent>> written(RoomId room, UserId user, int limit) {
        return Future.succeededFuture(log(room).stream()
                .filter(event -> event.author().equals(user))
                .filter(event -> !event.event().body().isErased())
                .limit(limit)
                .toList());
    }

    @Override
    public Future<List<StoredEvent>> about(RoomId room, UserId user, int limit) {
        return Future.succeededFuture(about.stream()
                .filter(one -> one.user().equals(user) && one.room().equals(room))
                .flatMap(one -> find(room, one.position()).stream())
                .limit(limit)
                .toList());
    }

    @Override
    public Future<Void> rewrite(UserId user, List<StoredEvent> events) {
        for (StoredEvent event : events) {
            List<StoredEvent> log = logs.computeIfAbsent(event.room(), room -> new ArrayList<>());
            log.replaceAll(old -> old.position().equals(event.position()) ? event : old);
            event.clientKey().ifPresent(key -> byClient.put(key, event));
            about.remove(new About(user, event.room(), event.position()));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> forget(RoomId room, UserId user) {
        about.removeIf(one -> one.user().equals(user)
                && one.room().equals(room)
                && find(room, one.position()).isEmpty());
        MemberKey key = new MemberKey(room, user);
        if (members.get(key) instanceof Erased || !rooms.containsKey(room)) {
            members.remove(key);
        }
        return Future.succeededFuture();
    }

    private Stream<Room> matching(String query) {
        String wanted = query.toLowerCase(Locale.ROOT);
        return rooms.values().stream()
                .filter(room -> (room.id().value() + "\n" + room.name())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted));
    }

    private ListedRoom listed(Room room, UserId user, boolean withNewest) {
        Optional<Membership> member = Optional.ofNullable(members.get(new MemberKey(room.id(), user)))
                .filter(Membership.class::isInstance)
                .map(Membership.class::cast);
        Optional<StoredEvent> newest = withNewest ? find(room.id(), room.position()) : Optional.empty();
        Optional<EventBody> body = newest.map(event -> event.event().body());
        Instant activeAt = newest.map(StoredEvent::sentAt).orElse(room.createdAt());
        return new ListedRoom(room, member.map(Membership::role), body, activeAt);
    }

    @Override
    public Future<Void> seed(Room lobby) {
        if (seeded.add(lobby.id())) {
            rooms.putIfAbsent(lobby.id(), lobby);
        }
        return Future.succeededFuture();
    }

    private static <K, V> Map<K, V> found(Collection<K> keys, Map<K, V> all) {
        return keys.stream()
                .distinct()
                .filter(key -> Objects.nonNull(all.get(key)))
                .collect(Collectors.toMap(key -> key, key -> Objects.requireNonNull(all.get(key))));
    }
}
