package dev.parley.contracts.error;

import java.util.HashMap;
import java.util.Map;

/**
 * The one taxonomy, at every door (docs/errors.md, which a test compares with this file). The {@link #code()} is what
 * clients see, the {@link #number()} what crosses the bus, the {@link #httpStatus()} what REST answers.
 */
public enum ErrorCode {
    BAD_REQUEST("bad-request", 4000, 400, "The request cannot be understood or breaks a rule of its form."),
    UNAUTHENTICATED("unauthenticated", 4010, 401, "No credentials, or wrong ones."),
    TOKEN_EXPIRED("token-expired", 4011, 401, "The access token is past its time: refresh it and come again."),
    REVOKED("revoked", 4012, 401, "The login session or the user has been revoked: sign in again."),
    FORBIDDEN("forbidden", 4030, 403, "Known and authenticated, but not allowed to do this."),
    NOT_FOUND("not-found", 4040, 404, "No such thing, or none that the asker may know of."),
    CONFLICT("conflict", 4090, 409, "It contradicts what is already there."),
    TOO_LARGE("too-large", 4130, 413, "Over a size limit."),
    RATE_LIMITED("rate-limited", 4290, 429, "Too many requests: wait for retry-after."),
    SLOW_CONSUMER("slow-consumer", 4291, 429, "Too far behind for too long: reconnect and resume."),
    INTERNAL("internal", 5000, 500, "A fault of the server; the detail names the incident."),
    UNAVAILABLE("unavailable", 5030, 503, "Cannot be done just now: send again, with the same ids, after retry-after.");

    private static final Map<Integer, ErrorCode> BY_NUMBER = new HashMap<>();

    static {
        for (ErrorCode code : values()) {
            BY_NUMBER.put(code.number, code);
        }
    }

    private final String code;
    private final int number;
    private final int httpStatus;
    private final String sentence;

    ErrorCode(String code, int number, int httpStatus, String sentence) {
        this.code = code;
        this.number = number;
        this.httpStatus = httpStatus;
        this.sentence = sentence;
    }

    /** The stable name that clients see. */
    public String code() {
        return code;
    }

    /** The failure code of a bus reply. */
    public int number() {
        return number;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** One sentence for the developer of a client. */
    public String sentence() {
        return sentence;
    }

    /** The code of a bus failure; {@link #INTERNAL} for a number that no version of this registry knows. */
    public static ErrorCode ofNumber(int number) {
        return BY_NUMBER.getOrDefault(number, INTERNAL);
    }
}
