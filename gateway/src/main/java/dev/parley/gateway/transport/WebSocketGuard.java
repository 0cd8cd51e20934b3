package dev.parley.gateway.transport;

import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.transport.WebSocketRules.Violation;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket08FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a WebSocket to RFC 6455 where Vert.x does not: it sits in the channel's pipeline right before Vert.x's handler,
 * on every connection of the HTTP server, and wakes when one is upgraded, at whichever door. What is asked of frames is in
 * {@link WebSocketRules}.
 *
 * <p>A violation gets a close frame that names its kind, then the end of the connection: ours at once, and the channel
 * when the peer ends too, or soon. Until then what comes is thrown away, because a channel that is closed with bytes
 * unread is reset, and a reset takes the close frame back. Texts are UTF-8; messages have a length; pings are answered
 * here, with a bound and a rate; pongs are dropped; a peer that is gone is noticed ({@link PeerWatch}). What is written to
 * a WebSocket in one turn of the loop leaves together: the call of the kernel is what a delivery costs
 * (docs/performance.md). Runs on the channel's event loop.
 */
final class WebSocketGuard extends ChannelDuplexHandler {
    /** How long the peer has to end after us, so that it can still read why. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** How long a close frame of ours may take to leave; a peer that does not read never gets it. */
    private static final Duration GIVE_UP = Duration.ofSeconds(5);

    /** Frames that may wait for the end of the loop's turn, so that they leave in one call of the kernel. */
    private static final int MAX_FLUSHES = 256;

    /** The names of Vert.x's and Netty's handlers. */
    private static final String VERTX = "handler";

    private static final String DECODER = "wsdecoder";
    /** What Vert.x says whenever it closes a session of SockJS. */
    private static final String SOCKJS_CLOSE = "c[3000,\"Go away!\"]";

    private final Wheel wheel;
    private final Duration pingAfter;
    private final WebSocketRules rules;
    private final Consumer<Limit> onExceeded;
    private @Nullable Pongs pongs;
    private @Nullable PeerWatch watch;
    private Optional<Consumer<Violation>> door = Optional.empty();
    private Optional<CloseReason> lastWords = Optional.empty();
    private boolean gathersFlushes = true;
    private boolean violated;
    private boolean closeLeft;

    private WebSocketGuard(Wheel wheel, WebSocketLimits limits, Consumer<Limit> onExceeded) {
        this.wheel = wheel;
        this.pingAfter = limits.pingAfter();
        this.rules = new WebSocketRules(limits);
        this.onExceeded = onExceeded;
    }

    /**
     * Guards a connection that was just accepted, on its event loop, whose wheel is given.
     *
     * @param onExceeded hears of each limit that is met
     */
    static void install(HttpConnection connection, Wheel wheel, WebSocketLimits limits, Consumer<Limit> onExceeded) {
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addBefore(VERTX, WebSocketGuard.class.getName(), new WebSocketGuard(wheel, limits, onExceeded));
    }

    /** The guard of a connection, where there is one. */
    static Optional<WebSocketGuard> of(HttpConnection connection) {
        return Optional.ofNullable(
                ((ConnectionBase) connection).channel().pipeline().get(WebSocketGuard.class));
    }

    /**
     * Lets a door close its connections in its own words. Nothing of the peer's comes any more by then. Without it, a
     * violation looks to Vert.x as if the peer had closed.
     */
    void tell(Consumer<Violation> listener) {
        door = Optional.of(listener);
    }

    /** Whoever writes after the upgrade flushes once a turn itself. */
    void leaveFlushing() {
        gathersFlushes = false;
    }

    /** What is upgraded on this connection speaks SockJS. */
    void expectSockJs() {
        rules.expectSockJs();
    }

    /** SockJS closes with one status only; the client is told this one in its place (SockJS 0.3.3, "c"). */
    void closeAs(CloseReason reason) {
        lastWords = Optional.of(reason);
    }

    // --- what comes in

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (pongs == null || !(message instanceof WebSocketFrame frame)) {
            context.fireChannelRead(message);
        } else if (violated) {
            frame.release();
        } else {
            rules.check(frame, wheel.now())
                    .ifPresentOrElse(violation -> refuse(context, frame, violation), () -> take(context, frame));
        }
    }

    private void take(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            Objects.requireNonNull(pongs).answer(frame.content());
        } else if (frame instanceof PongWebSocketFrame) {
            frame.release();
        } else {
            if (frame instanceof CloseWebSocketFrame) {
                giveUpSoon(context);
            }
            context.fireChannelRead(frame);
        }
    }

    private void refuse(ChannelHandlerContext context, WebSocketFrame frame, Violation violation) {
        frame.release();
        violate(context, violation);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (watch != null && pongs != null) {
            watch.onRead();
            pongs.flush();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken && pongs != null) {
            violate(context, WebSocketRules.of(broken));
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sleep();
        context.fireChannelInactive();
    }

    /** A server that shuts down tells its connections; those that have a session are told by that, in their turn. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (pongs == null || !(event instanceof ShutdownEvent)) {
            context.fireUserEventTriggered(event);
        }
    }

    // --- what goes out

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells whoever wrote
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
                && context.pipeline().get(DECODER) instanceof WebSocket08FrameDecoder) {
            wake(context);
        } else if (message instanceof CloseWebSocketFrame) {
            context.write(message, promise.unvoid()).addListener(left -> onCloseLeft(context));
            return;
        } else if (message instanceof TextWebSocketFrame text
                && lastWords.isPresent()
                && text.text().equals(SOCKJS_CLOSE)) {
            text.release();
            context.write(new TextWebSocketFrame(closing(lastWords.get())), promise);
            return;
        }
        context.write(message, promise);
    }

    private static String closing(CloseReason reason) {
        return "c[" + reason.status() + ",\"" + reason.text() + "\"]";
    }

    /** What is older than RFC 6455, as SockJS still lets in, has frames of another kind and is left alone. */
    private void wake(ChannelHandlerContext context) {
        if (gathersFlushes) {
            // Behind the guard: pongs and closes leave when they are to, whatever is being read.
            context.pipeline().addAfter(context.name(), null, new FlushConsolidationHandler(MAX_FLUSHES, true));
        }
        context.pipeline().addBefore(context.name(), Utf8FrameValidator.class.getName(), new Utf8FrameValidator(false));
        pongs = new Pongs(context);
        watch = new PeerWatch(context, wheel, pingAfter, () -> onExceeded.accept(Limit.WS_SILENCE));
    }

    private void sleep() {
        if (watch != null) {
            watch.stop();
        }
        if (pongs != null) {
            pongs.stop();
        }
    }

    private void onCloseLeft(ChannelHandlerContext context) {
        closeLeft = true;
        if (violated) {
            endAndLinger(context);
        }
    }

    // --- the end after a violation

    private void violate(ChannelHandlerContext context, Violation violation) {
        if (violated) {
            return;
        }
        violated = true;
        violation.limit().ifPresent(onExceeded);
        sleep();
        context.pipeline().addBefore(DECODER, Discard.class.getName(), new Discard());
        giveUpSoon(context);
        if (closeLeft) {
            endAndLinger(context);
            return;
        }
        CloseReason reason = violation.reason();
        door.ifPresentOrElse(
                told -> told.accept(violation),
                () -> context.fireChannelRead(new CloseWebSocketFrame(reason.status(), reason.text())));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
    private void giveUpSoon(ChannelHandlerContext context) {
        wheel.after(GIVE_UP, context::close);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
    private void endAndLinger(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput();
        }
        wheel.after(LINGER, context::close);
    }

    /** Vert.x closes right behind its close frame; after a violation that is for {@link #endAndLinger} to do. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells whoever closes
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (violated) {
            context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        } else {
            context.close(promise);
        }
    }

    /** Takes the place of the decoder, which knows no way back from a broken frame but goes through every byte. */
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
