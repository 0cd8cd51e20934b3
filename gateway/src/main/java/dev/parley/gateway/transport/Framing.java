package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** How frames of STOMP travel on a channel. Has no state: many connections share one. */
interface Framing {
    /** The door's name in metrics and logs. */
    String door();

    /** The one version that was agreed on with the channel. */
    Optional<StompVersion> agreedVersion();

    /** A frame as it is written. */
    ByteBuf message(Buffer frame, ByteBufAllocator allocator);

    /** A frame that others get too, as it is written once more. */
    ByteBuf message(SharedFrame frame);

    /** What is written last. */
    Object farewell(CloseReason reason);

    /** Whether the peer answers a farewell, so that the channel is to be there until it has. */
    boolean isAnswered();
}
