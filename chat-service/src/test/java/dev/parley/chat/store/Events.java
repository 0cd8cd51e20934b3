package dev.parley.chat.store;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.EventBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches for the tests of the stores, put together by hand. */
final class Events {
    private Events() {}

    static Room at(Room room, long head) {
        return new Room(
                room.id(),
                room.name(),
                room.visibility(),
                room.topic(),
                room.epoch(),
                head,
                room.members(),
                room.bans(),
                room.createdAt());
    }

    static StoredEvent event(Room room, long sequence, Actor author) {
        return event(room, sequence, author, Optional.empty());
    }

    static StoredEvent event(Room room, long sequence, Actor author, Optional<ClientMessageId> clientId) {
        EventBody body = EventBody.of("{\"seq\":" + sequence + ",\"message\":\"안녕 👍\"}");
        return new StoredEvent(
                room.id(),
                room.epoch(),
                "event-" + room.id() + "-" + sequence,
                author.id(),
                room.createdAt().plusMillis(sequence),
                new LoggedEvent(sequence, EventType.CHAT, clientId.orElse(null), body));
    }

    /** The room and its first events. */
    static Batch created(Room room, Actor author, int events) {
        List<StoredEvent> all = new ArrayList<>();
        for (int sequence = 1; sequence <= events; sequence++) {
            all.add(event(room, sequence, author));
        }
        return new Batch(List.of(at(room, events)), List.of(), all, Map.of());
    }

    /** One more event of a room that is there. */
    static Batch advanced(Room room, StoredEvent event) {
        return new Batch(List.of(), List.of(at(room, event.event().sequence())), List.of(event), Map.of());
    }

    static Batch entered(Room room, Actor actor) {
        Membership membership = new Membership(actor.id(), Role.MEMBER, 1);
        return new Batch(
                List.of(), List.of(), List.of(), Map.of(new MemberKey(room.id(), actor.id()), Optional.of(membership)));
    }

    static Batch left(Room room, Actor actor) {
        return new Batch(
                List.of(), List.of(), List.of(), Map.of(new MemberKey(room.id(), actor.id()), Optional.empty()));
    }
}
