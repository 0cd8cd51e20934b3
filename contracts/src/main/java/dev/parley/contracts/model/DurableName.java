package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** A person's own name for a place in a room's log that outlives connections. 1 to 128 characters. */
public record DurableName(String value) {
    /** The longest that is accepted, in characters. */
    public static final int MAX_LENGTH = 128;

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when empty or too long */
    public DurableName {
        WellFormed.text("durable-name", value);
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a durable name is 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
