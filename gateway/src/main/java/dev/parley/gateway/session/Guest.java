package dev.parley.gateway.session;

import java.time.Duration;

/** Somebody who is connected, and goes elsewhere when the gateway stops. For its event loop. */
public interface Guest {
    /**
     * Says that its connection will be closed, where it listens for what concerns it.
     *
     * @return whether it was told
     */
    boolean announceMove(Duration closesIn);

    /** Closes its connection with a reason to come back elsewhere, once what it has sent is done. Again, it does nothing. */
    void leave();
}
