package dev.parley.contracts.chat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.model.RoomId;

/**
 * A command about one room: it goes to the owner of the room's shard. The owner answers {@code not-found} alike for a
 * room that does not exist and for a private one that the actor is not a member of.
 */
public sealed interface ChatCommand<R extends Reply> extends Command<R>
        permits CreateRoom,
                GetRoom,
                JoinRoom,
                LeaveRoom,
                PostMessage,
                PostMessages,
                ReadHistory,
                ReadLog,
                SubscribeRoom {
    /** The room whose shard this is for. */
    RoomId room();

    @Override
    default boolean isRepeatable() {
        return true;
    }
}
