package dev.parley.e2e.abuse;

/** How much of each abuse: as much as fits a slow machine, or {@code -Dparley.abuse.scale=N} times that. */
final class Sizes {
    private static final int SCALE = Integer.getInteger("parley.abuse.scale", 1);
    /** Files, sockets of the suite itself, and those that are closing. */
    private static final long OTHER_DESCRIPTORS = 1_000;

    private Sizes() {}

    static int times(int count) {
        return count * SCALE;
    }

    /** So many sockets, or as many as this JVM and the other one, which has the same limit, may open. */
    static int sockets(int count) {
        return (int) Math.min(count, Vitals.allowedDescriptors() - OTHER_DESCRIPTORS);
    }
}
