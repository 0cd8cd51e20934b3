package dev.parley.gateway.session;

import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;

/**
 * What a frame of an open session does. The value is what the RECEIPT says beside its id; a {@code Refusal} refuses the
 * frame and leaves the connection where the client listens for refusals; a {@code FrameError} ends it.
 */
public interface FrameHandler {
    Future<Map<String, String>> handle(Session session, Frame frame);
}
