package dev.parley.gateway.transport;

/**
 * Vert.x servers on several event loops share a port by its number; a negative one is a free port that they share. Each
 * kind of door has a negative number of its own, or TCP's connections would go to HTTP's servers and the other way round.
 */
enum SharedPort {
    HTTP(-1),
    TCP(-2);

    private final int anyFree;

    SharedPort(int anyFree) {
        this.anyFree = anyFree;
    }

    /** The number for Vert.x; 0 asks for a free port. */
    int of(int configured) {
        return configured == 0 ? anyFree : configured;
    }
}
