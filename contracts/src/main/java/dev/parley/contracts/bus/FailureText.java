package dev.parley.contracts.bus;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the text of a failed bus reply, of which only a number and a text survive the cluster: the milliseconds
 * of retry-after (-1 for none), a space, the detail.
 */
final class FailureText {
    private FailureText() {}

    static String of(Refusal refusal) {
        return refusal.retryAfter().map(Duration::toMillis).orElse(-1L) + " " + refusal.detail();
    }

    static Refusal refusal(int number, @Nullable String text) {
        ErrorCode code = ErrorCode.ofNumber(number);
        int space = text == null ? -1 : text.indexOf(' ');
        if (text == null || space < 0) {
            return new Refusal(code, code.sentence());
        }
        try {
            long millis = Long.parseLong(text.substring(0, space));
            return new Refusal(code, text.substring(space + 1), millis < 0 ? null : Duration.ofMillis(millis));
        } catch (NumberFormatException e) {
            return new Refusal(code, code.sentence());
        }
    }
}
