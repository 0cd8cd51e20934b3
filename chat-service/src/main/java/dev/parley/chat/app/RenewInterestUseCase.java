package dev.parley.chat.app;

import dev.parley.chat.shard.Interests;
import dev.parley.chat.shard.Rooms;
import dev.parley.contracts.chat.InterestHeads;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.RoomHead;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Repeats a gateway's interest, and tells it where it has missed something. */
public final class RenewInterestUseCase {
    private final Interests interests;
    private final Rooms rooms;

    public RenewInterestUseCase(Interests interests, Rooms rooms) {
        this.interests = interests;
        this.rooms = rooms;
    }

    public Future<InterestHeads> run(RenewInterest command) {
        List<RoomId> ids = command.rooms().stream().map(RoomHead::room).toList();
        interests.replace(command.node(), ids);
        // After the interest: what is committed from here on is announced, what was before is in the heads.
        return rooms.heads(ids)
                .map(heads -> new InterestHeads(command.rooms().stream()
                        .flatMap(known -> moved(known, heads).stream())
                        .toList()));
    }

    private static List<RoomHead> moved(RoomHead known, Map<RoomId, Position> heads) {
        Position head = heads.get(known.room());
        return head == null || head.equals(known.head()) ? List.of() : List.of(new RoomHead(known.room(), head));
    }
}
