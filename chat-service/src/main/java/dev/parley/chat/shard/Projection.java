package dev.parley.chat.shard;

import dev.parley.chat.domain.Decision;
import dev.parley.chat.domain.Draft;
import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.RoomState;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.domain.Write;
import dev.parley.chat.store.About;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rooms of one batch as they are while its writes are decided one after the other: what was loaded, and over it what
 * the earlier writes of the batch have changed. Nothing of it counts before the commit.
 */
final class Projection {
    private final Map<RoomId, Room> loaded;
    private final Map<MemberKey, Standing> loadedMembers;
    private final Map<RoomId, Set<UserId>> loadedOwners;
    private final Map<ClientKey, StoredEvent> loadedSent;

    private final Map<ClientKey, StoredEvent> sent;
    private final Map<RoomId, Room> changed = new LinkedHashMap<>();
    private final Map<MemberKey, Optional<Standing>> changedMembers = new HashMap<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<About> about = new ArrayList<>();

    /** @param sent the events that are known to have been stored before under a client message id of the batch */
    Projection(
            Map<RoomId, Room> loaded,
            Map<MemberKey, Standing> loadedMembers,
            Map<RoomId, Set<UserId>> loadedOwners,
            Map<ClientKey, StoredEvent> sent) {
        this.loaded = loaded;
        this.loadedMembers = loadedMembers;
        this.loadedOwners = loadedOwners;
        this.loadedSent = sent;
        this.sent = new HashMap<>(sent);
    }

    /** The same, to try something on: what is accepted there counts here only once this {@link #become}s it. */
    Projection copy() {
        Projection copy = new Projection(loaded, loadedMembers, loadedOwners, loadedSent);
        copy.become(this);
        return copy;
    }

    /** Takes over a {@link #copy} and what was accepted on it. */
    void become(Projection trial) {
        sent.putAll(trial.sent);
        changed.putAll(trial.changed);
        changedMembers.putAll(trial.changedMembers);
        events.addAll(trial.events.subList(events.size(), trial.events.size()));
        about.addAll(trial.about.subList(about.size(), trial.about.size()));
    }

    Optional<Room> room(RoomId id) {
        Room room = changed.get(id);
        return Optional.ofNullable(room == null ? loaded.get(id) : room);
    }

    /** What the decision of a write depends on. */
    RoomState state(Write write) {
        RoomId room = write.room();
        return new RoomState(
                room(room),
                standing(room, write.actor().id()),
                write.target().flatMap(target -> standing(room, target)),
                write.target().isPresent() ? owners(room) : Set.of());
    }

    private Optional<Standing> standing(RoomId room, UserId user) {
        MemberKey key = new MemberKey(room, user);
        Optional<Standing> changed = changedMembers.get(key);
        return changed == null ? Optional.ofNullable(loadedMembers.get(key)) : changed;
    }

    private Set<UserId> owners(RoomId room) {
        Set<UserId> owners = new HashSet<>(loadedOwners.getOrDefault(room, Set.of()));
        changedMembers.forEach((key, now) -> {
            if (key.room().equals(room)) {
                owners.remove(key.user());
                now.filter(Projection::isOwner).map(Standing::user).ifPresent(owners::add);
            }
        });
        return owners;
    }

    private static boolean isOwner(Standing standing) {
        return standing instanceof Membership member && member.role() == Role.OWNER;
    }

    /** Whether something of the batch was stored before, as far as that was looked up. */
    boolean hasRepeats() {
        return !loadedSent.isEmpty();
    }

    /** The event that was stored, or is about to be, under the write's client message id. */
    Optional<StoredEvent> sentBefore(Write write) {
        return write.clientMessageId()
                .map(id -> sent.get(new ClientKey(write.room(), write.actor().id(), id)));
    }

    /** The event of this batch at a position. */
    Optional<StoredEvent> event(RoomId room, Position position) {
        return events.stream()
                .filter(event -> event.room().equals(room) && event.position().equals(position))
                .findFirst();
    }

    /** @param encode makes an event of a draft */
    void accept(Decision.Accept accepted, Function<Draft, StoredEvent> encode) {
        Room room = accepted.room();
        if (!room(room.id()).equals(Optional.of(room))) {
            changed.put(room.id(), room);
        }
        accepted.membership()
                .ifPresent(change -> changedMembers.put(new MemberKey(room.id(), change.user()), change.now()));
        for (Draft draft : accepted.drafts()) {
            StoredEvent event = encode.apply(draft);
            events.add(event);
            draft.about().ifPresent(user -> about.add(new About(user, event.room(), event.position())));
            event.clientKey().ifPresent(key -> sent.put(key, event));
        }
    }

    /** The newest event of a room in this batch. */
    Optional<StoredEvent> newest(RoomId room) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).room().equals(room)) {
                return Optional.of(events.get(i));
            }
        }
        return Optional.empty();
    }

    List<StoredEvent> events() {
        return events;
    }

    /** What is to be committed. */
    Batch batch() {
        List<Room> created = new ArrayList<>();
        List<Room> advanced = new ArrayList<>();
        changed.values().forEach(room -> (loaded.containsKey(room.id()) ? advanced : created).add(room));
        List<Room> described = advanced.stream()
                .filter(room -> !room.isDescribedAs(Objects.requireNonNull(loaded.get(room.id()))))
                .toList();
        return new Batch(created, advanced, described, events, about, changedMembers);
    }

    /** Tells the cache what was committed. */
    void commitTo(RoomCache cache) {
        changed.values().forEach(cache::put);
        changedMembers.forEach((key, now) -> cache.put(key.room(), key.user(), now));
    }
}
