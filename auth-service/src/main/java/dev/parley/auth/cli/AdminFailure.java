package dev.parley.auth.cli;

/** Something that the person at the terminal is told in one sentence. */
final class AdminFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Asked for wrongly. */
    static final int USAGE = 2;
    /** Refused, or could not be done. */
    static final int REFUSED = 1;

    private final int status;

    private AdminFailure(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    static AdminFailure usage(String sentence) {
        return new AdminFailure(USAGE, sentence);
    }

    static AdminFailure refused(String sentence) {
        return new AdminFailure(REFUSED, sentence);
    }

    /** The status of the process. */
    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
