package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Optional;

/** What is asked of one peer's frames beyond what Netty's decoder looks at. */
final class WebSocketRules {
    private static final int LAST_PRIVATE_STATUS = 4999;

    private final int maxMessageBytes;
    private final PingBudget pings;
    private long messageBytes;
    private Optional<SockJsTexts> sockJs = Optional.empty();

    WebSocketRules(WebSocketLimits limits) {
        this.maxMessageBytes = limits.maxMessageBytes();
        this.pings = new PingBudget(limits.pingsPerSecond());
    }

    /** What the peer did wrong: the close frame's reason, and a detail for the client's developer. */
    record Violation(CloseReason reason, String detail) {}

    /** Its texts are those of SockJS. */
    void expectSockJs() {
        sockJs = Optional.of(new SockJsTexts());
    }

    /** What Netty found. */
    static Violation of(CorruptedWebSocketFrameException broken) {
        CloseReason reason = switch (broken.closeStatus().code()) {
            case 1007 -> CloseReason.INVALID_TEXT;
            case 1009 -> CloseReason.TOO_BIG;
            default -> CloseReason.PROTOCOL;
        };
        return new Violation(reason, Optional.ofNullable(broken.getMessage()).orElse("the frame is corrupt"));
    }

    /**
     * Looks at the next frame; its text is UTF-8 already, and its form is right.
     *
     * @param now of a clock that never goes back
     */
    Optional<Violation> check(WebSocketFrame frame, Duration now) {
        if (frame instanceof PingWebSocketFrame) {
            return pings.take(now)
                    ? Optional.empty()
                    : violation(CloseReason.POLICY, "pings come faster than this server answers them");
        }
        if (frame instanceof PongWebSocketFrame) {
            return Optional.empty();
        }
        if (frame instanceof CloseWebSocketFrame) {
            return hasUndefinedStatus(frame)
                    ? violation(CloseReason.PROTOCOL, "a close status is undefined")
                    : Optional.empty();
        }
        if (isTooLong(frame)) {
            return violation(CloseReason.TOO_BIG, "a message is longer than this server takes");
        }
        return sockJs.isEmpty() || sockJs.get().isRight(frame)
                ? Optional.empty()
                : violation(CloseReason.PROTOCOL, "a message is no array of strings");
    }

    private static Optional<Violation> violation(CloseReason reason, String detail) {
        return Optional.of(new Violation(reason, detail));
    }

    /** Vert.x bounds a message only where it gathers one; the STOMP door does not. */
    private boolean isTooLong(WebSocketFrame frame) {
        int length = frame.content().readableBytes();
        messageBytes = frame instanceof ContinuationWebSocketFrame ? messageBytes + length : length;
        return messageBytes > maxMessageBytes;
    }

    /** Netty lets pass what is above the statuses for private use (RFC 6455, 7.4.2). */
    private static boolean hasUndefinedStatus(WebSocketFrame close) {
        return close.content().readableBytes() >= Short.BYTES
                && close.content().getUnsignedShort(close.content().readerIndex()) > LAST_PRIVATE_STATUS;
    }
}
