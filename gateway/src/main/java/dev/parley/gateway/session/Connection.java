package dev.parley.gateway.session;

import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** One client's transport, whichever door it came by. Called on its event loop only. */
public interface Connection {
    /** Queues bytes behind those before; completes when the transport has taken them, fails when it never will. */
    Future<Void> write(Buffer bytes);

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
}
