package dev.parley.contracts.model;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** What every text from a client must be before it travels: nothing that UTF-8 or PostgreSQL cannot hold. */
public final class WellFormed {
    private WellFormed() {}

    /**
     * The same text.
     *
     * @param name of the field, for the refusal
     * @throws Refusal {@link ErrorCode#BAD_REQUEST} when it holds a NUL or half of a surrogate pair
     */
    public static String text(String name, String value) {
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            if (unit == 0) {
                throw bad(name);
            }
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && at + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(at + 1));
                if (!pair) {
                    throw bad(name);
                }
                at++;
            }
        }
        return value;
    }

    private static Refusal bad(String name) {
        return new Refusal(ErrorCode.BAD_REQUEST, name + " holds a character that is not text");
    }
}
