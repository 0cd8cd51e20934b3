package dev.parley.auth.token;

/**
 * How much work password hashes may be.
 *
 * @param atOnce hashes computed at the same time, each with its memory and a thread
 * @param waiting how many more may wait; beyond, they are refused
 * @param cost of one
 */
public record HashOptions(int atOnce, int waiting, Cost cost) {
    /** What OWASP advises at least: 19 MiB and two passes. */
    public static final Cost OWASP = new Cost(19 * 1024, 2);

    public static final HashOptions DEFAULTS = new HashOptions(2, 64, OWASP);

    /** What a new hash costs: memory in KiB, and passes over it. */
    public record Cost(int memoryKib, int passes) {}

    /** At the usual cost. */
    public HashOptions(int atOnce, int waiting) {
        this(atOnce, waiting, OWASP);
    }

    public HashOptions {
        if (atOnce < 1 || waiting < 0) {
            throw new IllegalArgumentException("at least one hash at once, and no fewer than none waiting");
        }
    }
}
