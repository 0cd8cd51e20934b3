package dev.parley.gateway.stomp;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/**
 * What came is no STOMP: answer ERROR and close, as nothing that follows can be trusted. The code is
 * {@link ErrorCode#BAD_REQUEST} or {@link ErrorCode#TOO_LARGE}; the detail is for the client's developer and echoes
 * nothing that was sent. Has no stack trace: anybody can cause one at will.
 */
@SuppressWarnings("serial") // never serialised
public final class FrameError extends Exception {
    private final ErrorCode code;
    private final String detail;

    private FrameError(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    /** Something is missing or is not of the form it must have. */
    public static FrameError malformed(String detail) {
        return new FrameError(ErrorCode.BAD_REQUEST, detail);
    }

    static FrameError tooLarge(String detail) {
        return new FrameError(ErrorCode.TOO_LARGE, detail);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** The same as an answer of the one taxonomy. */
    public Refusal toRefusal() {
        return new Refusal(code, detail);
    }
}
