package dev.parley.chat.app;

import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.RoomState;
import dev.parley.chat.shard.Interests;
import dev.parley.chat.shard.Rooms;
import dev.parley.chat.shard.Sequencer;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.model.Position;
import io.vertx.core.Future;

/** Lets a gateway hear of a room on behalf of somebody who may read it. */
public final class SubscribeRoomUseCase {
    /** History can deliver a log from its first event: nothing is ever taken away from its beginning. */
    private static final long FIRST = 1;

    private final PostingRules rules;
    private final Sequencer sequencer;
    private final Rooms rooms;
    private final Interests interests;

    public SubscribeRoomUseCase(PostingRules rules, Sequencer sequencer, Rooms rooms, Interests interests) {
        this.rules = rules;
        this.sequencer = sequencer;
        this.rooms = rooms;
        this.interests = interests;
    }

    public Future<Subscribed> run(SubscribeRoom command) {
        return sequencer.read(
                command.room(),
                () -> rooms.readable(command.room(), command.actor().id())
                        .compose(state -> state.room().isEmpty() && rules.areOpen() ? open(command) : found(state))
                        .map(room -> pin(command, room)));
    }

    /** The room comes into being, unless somebody was faster. */
    private Future<Room> open(SubscribeRoom command) {
        return sequencer.write(rules.open(command.room(), command.actor())).map(written -> written.room());
    }

    private static Future<Room> found(RoomState state) {
        return Future.succeededFuture(ReadRoomUseCase.found(state.visible()));
    }

    /**
     * Interest and head in one turn of the event loop: what is committed after the head is announced to whom is interested
     * when it is, and that includes this gateway.
     */
    private Subscribed pin(SubscribeRoom command, Room room) {
        interests.add(command.node(), room.id());
        Position head = rooms.latest(room).position();
        return new Subscribed(head, FIRST);
    }
}
