package dev.parley.gateway.stomp;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came is no STOMP: answer ERROR and close, as nothing that follows can be trusted. The code is
 * {@link ErrorCode#BAD_REQUEST} or {@link ErrorCode#TOO_LARGE}; the detail is for the client's developer and echoes
 * nothing that was sent. Has no stack trace: anybody can cause one at will.
 */
@SuppressWarnings("serial") // never serialised
public final class FrameError extends Exception {
    private final ErrorCode code;
    private final String detail;
    private final @Nullable Excess excess;

    /** Which of the {@link DecoderLimits} was exceeded. */
    public enum Excess {
        BODY,
        HEADERS,
        HEADER_LINE
    }

    private FrameError(ErrorCode code, String detail, @Nullable Excess excess) {
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.excess = excess;
    }

    /** Something is missing or is not of the form it must have. */
    public static FrameError malformed(String detail) {
        return new FrameError(ErrorCode.BAD_REQUEST, detail, null);
    }

    static FrameError tooLarge(Excess excess, String detail) {
        return new FrameError(ErrorCode.TOO_LARGE, detail, excess);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** The limit that was exceeded; empty for what is malformed. */
    public Optional<Excess> excess() {
        return Optional.ofNullable(excess);
    }

    /** The same as an answer of the one taxonomy. */
    public Refusal toRefusal() {
        return new Refusal(code, detail);
    }
}
