package dev.parley.gateway.interceptor;

import dev.parley.contracts.error.Refusal;
import io.vertx.ext.stomp.Command;
import java.util.Set;

/**
 * Sees the frames of every STOMP connection, at every door; found by {@link java.util.ServiceLoader} when the gateway
 * starts. docs/interceptors.md has the rules and an example.
 *
 * <p>There is one instance for all event loops, and each frame is seen on the loop of its connection: an interceptor is
 * thread-safe, never blocks and never waits. Vert.x warns of one that does ("Thread blocked").
 */
public interface FrameInterceptor {
    /** Its place among the others: lower is earlier; of two that are equal, the class name decides. */
    default int order() {
        return 0;
    }

    /** Which frames of the server {@link #onOutbound} is to see. None: then the way out costs what it costs without. */
    default Set<Command> outbound() {
        return Set.of();
    }

    /**
     * A frame of a client, well-formed and within the rate limits, about to take effect. CONNECT comes too, before
     * anybody is believed to be anybody.
     *
     * @return the frame itself, or one with other headers or another body
     * @throws Refusal to refuse it, as any frame is refused; anything else that is thrown is an incident, and the client
     *     is told {@code internal}
     */
    default InterceptedFrame onInbound(InterceptedFrame frame, InterceptedClient client) {
        return frame;
    }

    /**
     * A frame of the server, about to be written: only the commands of {@link #outbound}.
     *
     * @return the frame itself, or one with other headers; what says which message it is and whose cannot be changed
     * @throws Refusal to withhold it; anything else that is thrown is logged, and the frame goes as it was
     */
    default InterceptedFrame onOutbound(InterceptedFrame frame, InterceptedClient client) {
        return frame;
    }
}
