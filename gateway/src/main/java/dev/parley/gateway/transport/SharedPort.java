package dev.parley.gateway.transport;

/** Vert.x servers on several event loops share a port by its number; a negative one is a free port that they share. */
public final class SharedPort {
    private static final int ANY_FREE = -1;

    private SharedPort() {}

    /** The number for Vert.x; 0 asks for a free port. */
    public static int of(int configured) {
        return configured == 0 ? ANY_FREE : configured;
    }
}
