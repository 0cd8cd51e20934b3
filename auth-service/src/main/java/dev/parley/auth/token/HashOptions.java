package dev.parley.auth.token;

/**
 * How much work password hashes may be.
 *
 * @param atOnce hashes computed at the same time, each with 19 MiB of memory and a thread
 * @param waiting how many more may wait; beyond, they are refused
 */
public record HashOptions(int atOnce, int waiting) {
    public static final HashOptions DEFAULTS = new HashOptions(2, 64);

    public HashOptions {
        if (atOnce < 1 || waiting < 0) {
            throw new IllegalArgumentException("at least one hash at once, and no fewer than none waiting");
        }
    }
}
