package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** A person's id, given once and never reused. Opaque; 1 to 64 characters. */
public record UserId(String value) {
    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when empty or too long */
    public UserId {
        WellFormed.text("a user id", value);
        if (value.isBlank() || value.length() > 64) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a user id is 1 to 64 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
