package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** The sender's own name for a message: (room, author, this) is stored once, for ever. 1 to 128 characters. */
public record ClientMessageId(String value) {
    /** The longest that is accepted, in characters. */
    public static final int MAX_LENGTH = 128;

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when empty or too long */
    public ClientMessageId {
        WellFormed.text("clientMessageId", value);
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a client message id is 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
