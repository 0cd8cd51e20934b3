package dev.parley.contracts.chat;

import dev.parley.contracts.model.UserId;
import java.util.List;

/**
 * Those of the people asked about who may read.
 *
 * @param asOf the sequence up to which the log is taken into account: what a later event says is not in here
 * @param everybody whether all others may, too; an older process never says so
 */
public record MayRead(List<UserId> people, long asOf, boolean everybody) implements ChatReply {
    /** Where nothing is said about others. */
    public MayRead(List<UserId> people, long asOf) {
        this(people, asOf, false);
    }

    public MayRead {
        people = List.copyOf(people);
    }
}
