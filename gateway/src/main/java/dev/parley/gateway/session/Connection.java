package dev.parley.gateway.session;

import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** One client's transport, whichever door it came by. Called on its event loop only. */
public interface Connection {
    /** Hears what became of everything that is written; to be called once, before anything is. */
    void reportTo(Account account);

    /** Queues bytes behind those before. What is written in one turn of the event loop may leave at its end. */
    void write(Buffer bytes);

    /** Queues a message that others get too. */
    default void write(SharedFrame frame) {
        write(frame.copy());
    }

    /** How many bytes may wait for each that is written: more than one where it is written in another form. */
    default int expansion() {
        return 1;
    }

    /** Reads no more until {@link #resume()}: what the client sends waits in its own socket. */
    void pause();

    /** Reads again. */
    void resume();

    /** Closes after what was written has left. Calling it again does nothing. */
    void close(CloseReason reason);

    /** Closes the channel at once, whatever has not left: a peer that never reads must not hold it open. */
    void abort();

    /** The one version that the transport has agreed on already; empty where CONNECT decides alone. */
    default Optional<StompVersion> agreedVersion() {
        return Optional.empty();
    }

    /** The door's name in metrics and logs: {@code tcp}, {@code ws}, {@code sockjs}. */
    String door();

    /** Who counts the bytes that are on their way. */
    interface Account {
        /**
         * The transport has taken the oldest of what was written.
         *
         * @param writes how many
         * @param bytes their length together, as it was when they were written
         */
        void taken(int writes, long bytes);

        /** The transport takes nothing any more. */
        void broken();
    }
}
