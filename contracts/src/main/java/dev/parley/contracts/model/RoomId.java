package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** A room's name in the field: 1 to 64 of {@code A-Z a-z 0-9 _ -}, case-sensitive (docs/protocol.md, "REST"). */
public record RoomId(String value) {
    private static final int MAX_LENGTH = 64;

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when the value has another shape */
    public RoomId {
        if (!isWellFormed(value)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a room id is 1 to 64 letters, digits, '_' or '-'");
        }
    }

    private static boolean isWellFormed(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (!isAllowed(value.charAt(at))) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MAX_LENGTH;
    }

    private static boolean isAllowed(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '_'
                || letter == '-';
    }

    @Override
    public String toString() {
        return value;
    }
}
