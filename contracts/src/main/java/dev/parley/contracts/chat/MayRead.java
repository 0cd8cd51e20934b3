package dev.parley.contracts.chat;

import dev.parley.contracts.model.UserId;
import java.util.List;

/**
 * Those of the people asked about who may read.
 *
 * @param asOf the sequence up to which the log is taken into account: what a later event says is not in here
 */
public record MayRead(List<UserId> people, long asOf) implements ChatReply {
    public MayRead {
        people = List.copyOf(people);
    }
}
