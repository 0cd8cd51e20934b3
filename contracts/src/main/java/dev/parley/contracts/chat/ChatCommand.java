package dev.parley.contracts.chat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.model.RoomId;

/**
 * A command about one room: it goes to the owner of the room's shard. The owner answers {@code not-found} alike for a
 * room that does not exist and for a private one that the actor is not a member of.
 */
public sealed interface ChatCommand<R extends Reply> extends Command<R>
        permits BanPerson,
                ChangeRoom,
                CreateRoom,
                EraseFromRoom,
                GetRoom,
                JoinRoom,
                LeaveRoom,
                ListMembers,
                PostMessage,
                PostMessages,
                PutMember,
                ReadHistory,
                ReadLog,
                RemoveMember,
                SubscribeRoom,
                UnbanPerson,
                WhoMayRead {
    /** The room whose shard this is for. */
    RoomId room();

    @Override
    default boolean isRepeatable() {
        return true;
    }
}
