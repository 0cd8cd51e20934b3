package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.regex.Pattern;

/** A room's name in the field: 1 to 64 of {@code A-Z a-z 0-9 _ -}, case-sensitive (docs/protocol.md, "REST"). */
public record RoomId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when the value has another shape */
    public RoomId {
        if (!SHAPE.matcher(value).matches()) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a room id is 1 to 64 letters, digits, '_' or '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
