package dev.parley.contracts.chat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;

/** A question that any chat service answers from the database. */
public sealed interface DirectoryCommand<R extends Reply> extends Command<R> permits ListRooms {
    @Override
    default boolean isRepeatable() {
        return true;
    }
}
