package dev.parley.contracts.chat;

import java.util.List;

/**
 * All committed at once.
 *
 * @param posted one for each message, in the order asked
 */
public record PostedAll(List<Posted> posted) implements ChatReply {
    public PostedAll {
        posted = List.copyOf(posted);
    }
}
