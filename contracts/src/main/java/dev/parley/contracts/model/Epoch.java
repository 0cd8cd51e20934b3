package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** The incarnation of a room's log. It changes only when an acknowledged event may have been lost. Opaque. */
public record Epoch(String value) {
    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when empty or too long */
    public Epoch {
        WellFormed.text("epoch", value);
        if (value.isBlank() || value.length() > 64) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "an epoch is 1 to 64 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
