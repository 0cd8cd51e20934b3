package dev.parley.gateway.transport;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is itself the last handler of its channel, in the place of Vert.x's, whose queues, Futures and frame
 * objects cost more than the delivery that they carry (docs/adr/0024-channels.md). It tells the account what the socket
 * has taken once for each flush. All of it runs on the channel's event loop.
 */
final class ChannelConnection extends ChannelInboundHandlerAdapter implements Connection {
    private final EventLoop loop;
    private final Framing framing;
    private @Nullable ChannelHandlerContext context;
    /** Where what is written goes out, past the handlers that need not see it. */
    private @Nullable ChannelHandlerContext out;

    private @Nullable Account account;
    private @Nullable Session session;
    private int writes;
    private long bytes;
    private boolean isEncrypted;
    private boolean closing;

    ChannelConnection(EventLoop loop, Framing framing) {
        this.loop = loop;
        this.framing = framing;
    }

    /** Who hears of what comes; to be called once, in the turn in which it was put in the pipeline. */
    void begin(Session begun) {
        session = begun;
        if (!context().channel().isActive()) {
            begun.onClosed();
        }
    }

    @Override
    public void reportTo(Account reported) {
        account = reported;
    }

    // --- what comes in

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        ChannelHandlerContext codec = added.pipeline().context(WebSocketFrameDecoder.class);
        out = codec == null ? added : codec;
        isEncrypted = added.pipeline().get(SslHandler.class) != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        if (message instanceof CloseWebSocketFrame close) {
            answer(close);
        } else if (message instanceof WebSocketFrame frame) {
            received(frame.content());
        } else if (message instanceof ByteBuf bytes) {
            received(bytes);
        } else {
            ReferenceCountUtil.release(message); // the end of the request that was upgraded
        }
    }

    private void received(ByteBuf content) {
        Buffer bytes = BufferInternal.safeBuffer(content);
        loop.run(() -> session().onBytes(bytes));
    }

    /** Who has not said it first answers, and the server ends the connection (RFC 6455, 7.1.1). */
    @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that is to be done
    private void answer(CloseWebSocketFrame close) {
        if (closing) {
            close.release();
            context().close();
        } else {
            closing = true;
            flush();
            context()
                    .writeAndFlush(new CloseWebSocketFrame(true, 0, close.content()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        loop.run(() -> session().onClosed());
    }

    /** The peer has reset it, or a handler has failed: there is nothing to go on with. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        broken.close();
    }

    // --- what goes out

    @Override
    public void write(Buffer frame) {
        if (isActive()) {
            write(framing.message(frame, context().alloc()), frame.length());
        }
    }

    @Override
    public void write(SharedFrame frame) {
        if (isActive()) {
            write(framing.message(frame), frame.length());
        }
    }

    private boolean isActive() {
        boolean active = context().channel().isActive();
        if (!active) {
            account().broken();
        }
        return active;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the next mark tells
    private void write(ByteBuf message, int length) {
        if (writes == 0) {
            loop.flushLater(this);
        }
        writes++;
        bytes += length;
        out().write(message, out().voidPromise());
    }

    /** Lets go what was written in this turn. */
    void flush() {
        if (writes == 0) {
            return;
        }
        ChannelHandlerContext channel = out();
        if (isEncrypted) {
            mark(channel);
            channel.flush();
            return;
        }
        channel.flush();
        ChannelOutboundBuffer left = channel.channel().unsafe().outboundBuffer();
        if (left != null && left.isEmpty()) {
            reportAll();
        } else {
            mark(channel);
            channel.flush();
        }
    }

    private void reportAll() {
        int taken = writes;
        long length = bytes;
        writes = 0;
        bytes = 0;
        account().taken(taken, length);
    }

    /** Writes nothing, behind what is to be told of when it has left. */
    private void mark(ChannelHandlerContext channel) {
        int marked = writes;
        long length = bytes;
        writes = 0;
        bytes = 0;
        channel.write(Unpooled.EMPTY_BUFFER)
                .addListener(left -> loop.run(() -> {
                    if (left.isSuccess()) {
                        account().taken(marked, length);
                    } else {
                        account().broken();
                    }
                }));
    }

    // --- the connection

    @Override
    public void pause() {
        context().channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        context().channel().config().setAutoRead(true);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that is to be done
    public void close(CloseReason reason) {
        if (!closing) {
            closing = true;
            flush();
            ChannelFuture left = context().writeAndFlush(framing.farewell(reason));
            if (!framing.isAnswered()) {
                left.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    @Override
    public void abort() {
        // From the head: the guard of a WebSocket would wait for the peer.
        Channels.cut(context().pipeline().firstContext());
    }

    @Override
    public Optional<StompVersion> agreedVersion() {
        return framing.agreedVersion();
    }

    @Override
    public String door() {
        return framing.door();
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "in no pipeline yet");
    }

    private ChannelHandlerContext out() {
        return Objects.requireNonNull(out, "in no pipeline yet");
    }

    private Account account() {
        return Objects.requireNonNull(account, "nobody counts");
    }

    private Session session() {
        return Objects.requireNonNull(session, "nobody listens");
    }
}
