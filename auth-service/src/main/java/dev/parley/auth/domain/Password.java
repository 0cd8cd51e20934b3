package dev.parley.auth.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.text.Normalizer;

/**
 * A password of 8 to 128 characters (code points), in Unicode form NFC, so that it is the same from every keyboard (RFC
 * 8265, 4.2). The upper bound is checked before anything is computed from it. Never printed.
 */
public record Password(String value) {
    private static final int MIN_CHARACTERS = 8;
    private static final int MAX_CHARACTERS = 128;

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when too short or too long */
    public Password {
        if (!isWellFormed(value)) {
            throw new Refusal(
                    ErrorCode.BAD_REQUEST, "a password is " + MIN_CHARACTERS + " to " + MAX_CHARACTERS + " characters");
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
    }

    /** Whether it could be anybody's password. */
    public static boolean isWellFormed(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters >= MIN_CHARACTERS && characters <= MAX_CHARACTERS;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
