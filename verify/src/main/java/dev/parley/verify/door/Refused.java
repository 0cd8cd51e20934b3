package dev.parley.verify.door;

/** The server said no, in one of the codes of docs/errors.md. No stack trace: it is an answer. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final long retryAfterMillis;

    /** @param retryAfterMillis 0 where it did not say */
    public Refused(String code, String detail, long retryAfterMillis) {
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.retryAfterMillis = retryAfterMillis;
    }

    public String code() {
        return code;
    }

    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** Whether the same may be tried again with hope. */
    public boolean isForNow() {
        return code.equals("unavailable") || code.equals("rate-limited") || code.equals("internal");
    }

    /** Whether it is about who asks and not about what: another token may help. */
    public boolean isAboutTheToken() {
        return code.equals("unauthenticated") || code.equals("token-expired") || code.equals("revoked");
    }
}
