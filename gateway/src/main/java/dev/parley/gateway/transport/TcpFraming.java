package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;

/** STOMP over plain TCP, or TLS: frames as they are. */
final class TcpFraming implements Framing {
    static final String DOOR = "tcp";

    @Override
    public String door() {
        return DOOR;
    }

    @Override
    public Optional<StompVersion> agreedVersion() {
        return Optional.empty();
    }

    @Override
    public ByteBuf message(Buffer frame, ByteBufAllocator allocator) {
        return ((BufferInternal) frame).getByteBuf();
    }

    @Override
    public ByteBuf message(SharedFrame frame) {
        return frame.stomp();
    }

    @Override
    public Object farewell(CloseReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public boolean isAnswered() {
        return false;
    }
}
