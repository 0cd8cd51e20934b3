package dev.parley.e2e;

/**
 * One connection, at any door. Each call waits for what it asks for, and says again what is refused for a moment; it fails
 * with an {@link AssertionError} or an exception when that does not come, or the connection has ended. One thread.
 */
interface Line extends AutoCloseable {
    /** Has all that is said in a room from now on. */
    void listen(String room);

    /** Says something under this client message id; the value is its place in the room's log. */
    long say(String room, String id);

    /** Waits for what was said under that id in the room that it listens to. */
    void hear(String id);

    /** Reads from a room's history what was said last, under that id and at that place. */
    void read(String room, long sequence, String id);

    /** Asks who is in a room. */
    void lookWhoIsThere(String room);

    /** Whether the connection has ended. Any thread. */
    boolean isClosed();

    @Override
    void close();
}
