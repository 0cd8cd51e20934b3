package dev.parley.contracts.chat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;

/** What concerns no one room: any chat service does it with the database. */
public sealed interface DirectoryCommand<R extends Reply> extends Command<R> permits EraseWriter, ListRooms {
    @Override
    default boolean isRepeatable() {
        return true;
    }
}
