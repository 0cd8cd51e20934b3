package dev.parley.contracts.chat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.List;

/**
 * Asks, for a gateway's feed, who of those that hear a room may go on: as the rights are when the log goes at least as far
 * as {@code reached}, also where the owner that answers did not know of that yet. Of a room that is gone, nobody.
 *
 * @param people at most {@link #MAX}
 */
public record WhoMayRead(RoomId room, List<UserId> people, Position reached) implements ChatCommand<MayRead> {
    /** How many there may be. */
    public static final int MAX = 500;

    /** @throws Refusal {@code too-large} */
    public WhoMayRead {
        people = List.copyOf(people);
        if (people.size() > MAX) {
            throw new Refusal(ErrorCode.TOO_LARGE, "more than " + MAX + " people together");
        }
    }
}
