package dev.parley.auth.app;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.WellFormed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cursors that clients can only give back. */
final class Cursors {
    private static final int MAX_LENGTH = 256;

    private Cursors() {}

    /** Of the last item, where there are more than the page has room for. */
    static <T> @Nullable String after(List<T> found, int limit, Function<T, String> place) {
        return found.size() > limit
                ? Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(place.apply(found.get(limit - 1)).getBytes(StandardCharsets.UTF_8))
                : null;
    }

    /** What was put into one; a {@code bad-request} where it is none. */
    static Optional<String> read(@Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            if (cursor.length() <= MAX_LENGTH) {
                String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                return Optional.of(WellFormed.text("the cursor", place));
            }
        } catch (IllegalArgumentException notBase64) {
            // said below
        }
        throw wrong();
    }

    static Refusal wrong() {
        return new Refusal(ErrorCode.BAD_REQUEST, "the cursor is not one that was given");
    }
}
