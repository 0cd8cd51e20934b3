package dev.parley.contracts.chat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import java.util.List;

/**
 * Stores messages of one room, all of them or none: as if one {@link PostMessage} came after the other, with nobody
 * else's between them. The refusal of any refuses all. Answers {@link PostedAll} after the commit; sent again, those that
 * were stored before keep their places, and the others are stored.
 *
 * @param messages 1 to {@link #MAX}, all to the same room
 */
public record PostMessages(List<PostMessage> messages) implements ChatCommand<PostedAll> {
    /** How many there may be. */
    public static final int MAX = 1000;

    /** @throws Refusal {@code bad-request}, or {@code too-large} for too many */
    public PostMessages {
        messages = List.copyOf(messages);
        if (messages.isEmpty()
                || messages.stream().map(PostMessage::room).distinct().count() > 1) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "messages that are stored together go to one room");
        }
        if (messages.size() > MAX) {
            throw new Refusal(ErrorCode.TOO_LARGE, "more than " + MAX + " messages together");
        }
    }

    @Override
    public RoomId room() {
        return messages.get(0).room();
    }

    @Override
    public boolean isRepeatable() {
        return messages.stream().allMatch(PostMessage::isRepeatable);
    }
}
