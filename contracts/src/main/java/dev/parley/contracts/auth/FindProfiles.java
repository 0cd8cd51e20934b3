package dev.parley.contracts.auth;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.model.WellFormed;
import java.util.List;

/**
 * Asks who people are, by id or by username. Answers with those that there are, in no order.
 *
 * @param ids and usernames: together at most {@link #MAX}
 */
public record FindProfiles(List<UserId> ids, List<String> usernames) implements AuthCommand<ProfilesFound> {
    /** How many there may be. */
    public static final int MAX = 100;

    /** @throws Refusal {@code too-large} for too many, {@code bad-request} for what is no text */
    public FindProfiles {
        ids = List.copyOf(ids);
        usernames = List.copyOf(usernames);
        usernames.forEach(username -> WellFormed.text("username", username));
        if (ids.size() + usernames.size() > MAX) {
            throw new Refusal(ErrorCode.TOO_LARGE, "more than " + MAX + " people together");
        }
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
