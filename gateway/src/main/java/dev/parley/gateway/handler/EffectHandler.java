package dev.parley.gateway.handler;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.stomp.FrameError;
import io.vertx.ext.stomp.Frame;

/** What a frame means that may be in a transaction. */
interface EffectHandler {
    /**
     * Reads and checks the frame, without any effect.
     *
     * @throws Refusal when it could not be done now
     * @throws FrameError when it lacks what every such frame has: the connection ends
     */
    Effect effectOf(Session session, Frame frame) throws FrameError;
}
