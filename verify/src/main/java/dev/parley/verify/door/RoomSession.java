package dev.parley.verify.door;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A connection at some door, as its user sees it. What comes goes to the listener that it was opened with. */
public interface RoomSession {
    /**
     * Subscribes to a room's log.
     *
     * @param after the last sequence that was read; -1 for what is to come only
     * @param epoch of that sequence, or null where none is known
     */
    void read(String room, long after, @Nullable String epoch);

    /** Subscribes to a room's presence. */
    void watch(String room);

    /** Says something, and asks for an acknowledgement. */
    void post(String room, String id, String text);

    /** Takes leave and closes. */
    void close();

    /** Closes without taking leave. */
    void cut();

    /** What comes. Nothing does after {@link #onClosed}, nor after the session was closed or cut from here. */
    interface Listener {
        /** An event of a room's log; the body is the bytes as they came. */
        void onEvent(String room, long sequence, String epoch, String body);

        /** The answer to {@link #read} with a place to go on from. */
        void onSync(String room, boolean recovered, String reason);

        /** A SNAPSHOT or a PRESENCE. */
        void onPresence(String room, JsonObject body);

        /** The acknowledgement of what was posted. */
        void onPosted(String id, long sequence, String epoch, boolean duplicate);

        /** Not done: the message of that id, or the reading or watching of that room. */
        void onRefused(String about, Refused why);

        /** It is over: from there, or because it broke. */
        void onClosed(Throwable why);
    }
}
