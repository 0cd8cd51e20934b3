package dev.parley.contracts.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expected "no", carried by a failed Future: a code of the taxonomy, one sentence for the client's developer and,
 * where it makes sense, when to try again. Has no stack trace: it is an answer, not a bug. The detail is shown to
 * clients, so it names no internals and echoes nothing that the client sent.
 */
@SuppressWarnings("serial") // never serialised
public final class Refusal extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable Duration retryAfter;

    public Refusal(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    /** @param retryAfter when trying again makes sense, or null where it never does */
    public Refusal(ErrorCode code, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence for the client's developer. */
    public String detail() {
        String message = getMessage();
        return message == null ? code.sentence() : message;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What to answer for any failure: a refusal as it is, anything else {@link ErrorCode#INTERNAL} without its text. */
    public static Refusal of(Throwable failure) {
        return failure instanceof Refusal refusal
                ? refusal
                : new Refusal(ErrorCode.INTERNAL, ErrorCode.INTERNAL.sentence());
    }

    /** The usual answer where something is away for the moment. */
    public static Refusal unavailable(String detail) {
        return new Refusal(ErrorCode.UNAVAILABLE, detail, Duration.ofSeconds(1));
    }
}
