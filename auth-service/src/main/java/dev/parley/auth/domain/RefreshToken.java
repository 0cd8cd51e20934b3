package dev.parley.auth.domain;

/**
 * What a client swaps for new tokens: opaque, 256 random bits. Only its hash is kept; a plain SHA-256 is enough for a
 * value that cannot be guessed. Never printed.
 */
public record RefreshToken(String value) {
    /** Longer ones are not ours; bounds the work of hashing what a stranger sends. */
    private static final int MAX_LENGTH = 64;

    /** Whether it could be one of ours. */
    public static boolean isWellFormed(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    /** What is kept of it: SHA-256 in hexadecimal. */
    public String hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
