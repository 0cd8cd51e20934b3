package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.session.WebSocketMessage;
import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;

/**
 * STOMP over WebSocket: one frame of STOMP a message, written past Netty's codec, which would make an object and a head
 * for each reader again.
 */
final class WebSocketFraming implements Framing {
    static final String DOOR = "ws";

    private final Optional<StompVersion> agreed;

    /** @param agreed the sub-protocol's */
    WebSocketFraming(Optional<StompVersion> agreed) {
        this.agreed = agreed;
    }

    @Override
    public String door() {
        return DOOR;
    }

    @Override
    public Optional<StompVersion> agreedVersion() {
        return agreed;
    }

    @Override
    public ByteBuf message(Buffer frame, ByteBufAllocator allocator) {
        ByteBuf stomp = ((BufferInternal) frame).getByteBuf();
        ByteBuf message = allocator.directBuffer(WebSocketMessage.MAX_HEAD + stomp.readableBytes());
        WebSocketMessage.write(stomp, message);
        return message;
    }

    @Override
    public ByteBuf message(SharedFrame frame) {
        return frame.webSocketMessage();
    }

    @Override
    public Object farewell(CloseReason reason) {
        return new CloseWebSocketFrame(reason.status(), reason.text());
    }

    @Override
    public boolean isAnswered() {
        return true;
    }
}
