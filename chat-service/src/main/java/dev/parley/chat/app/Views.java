package dev.parley.chat.app;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.store.ListedRoom;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.model.EventBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A room as the contracts show it. */
final class Views {
    private Views() {}

    static RoomView of(Room room, Optional<Membership> actor) {
        return view(room, actor.map(Membership::role).orElse(null), null);
    }

    static RoomView of(ListedRoom listed) {
        return view(listed.room(), listed.role().orElse(null), listed.newest().orElse(null));
    }

    private static RoomView view(Room room, @Nullable Role role, @Nullable EventBody newest) {
        return new RoomView(
                room.id(),
                room.name(),
                room.visibility(),
                room.topic(),
                room.position(),
                role,
                room.members(),
                room.createdAt().toEpochMilli(),
                newest);
    }
}
