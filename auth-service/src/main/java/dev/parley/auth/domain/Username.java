package dev.parley.auth.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.regex.Pattern;

/** The unique name that somebody signs in with: {@code [a-z0-9._-]{3,32}}, case-sensitive. */
public record Username(String value) {
    /** What the names that guests are given begin with. */
    public static final String GUEST_PREFIX = "guest-";

    private static final Pattern FORM = Pattern.compile("[a-z0-9._-]{3,32}");

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} for any other form */
    public Username {
        if (!isWellFormed(value)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a username is 3 to 32 of a-z, 0-9, dot, underscore and hyphen");
        }
    }

    /** Whether it is kept for guests: an account of such a name would pass for one, or for somebody who was one. */
    public boolean isGuests() {
        return value.startsWith(GUEST_PREFIX);
    }

    /** What is kept of it when its account is erased: SHA-256 in hexadecimal. */
    public String hash() {
        return Sha256.of(value);
    }

    /** Whether somebody could have this name. */
    public static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
