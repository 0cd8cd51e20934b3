package dev.parley.gateway.transport;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.session.Wheel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one HTTP connection is with its requests and answers, and since when. Stands in the pipeline between the HTTP
 * codec and Vert.x, which has no hook for a request that is not complete; leaves it with the upgrade to a WebSocket.
 */
final class HttpExchanges extends ChannelDuplexHandler {
    private final HttpDeadlines deadlines;
    private final Wheel wheel;
    private Ticket place;
    private @Nullable ChannelHandlerContext channel;
    private Duration since;
    private Duration writableAt;
    /** A request has begun: at the opening of the connection, that is expected of it. */
    private boolean begun = true;

    /** Whether what is being read just now has completed anything. */
    private boolean progress;

    private boolean receiving;
    private boolean ofSession;
    private int unanswered;

    HttpExchanges(HttpDeadlines deadlines, Wheel wheel, Ticket place) {
        this.deadlines = deadlines;
        this.wheel = wheel;
        this.place = place;
        this.since = wheel.now();
        this.writableAt = since;
    }

    /** The limit that the peer has exceeded by now. */
    Optional<Limit> overdue(HttpDeadlines.Options options) {
        Duration waited = wheel.now().minus(since);
        if (unanswered == 0) {
            Duration allowed = begun ? options.header() : options.idle();
            Limit limit = begun ? Limit.HTTP_HEADER_TIME : Limit.HTTP_IDLE_TIME;
            return waited.compareTo(allowed) > 0 ? Optional.of(limit) : Optional.empty();
        }
        if (unanswered == 1 && receiving) {
            return waited.compareTo(options.body()) > 0 ? Optional.of(Limit.HTTP_BODY_TIME) : Optional.empty();
        }
        return !ofSession && isStuckFor(options.body()) ? Optional.of(Limit.HTTP_READ_TIME) : Optional.empty();
    }

    private boolean isStuckFor(Duration time) {
        if (channel == null || channel.channel().isWritable()) {
            writableAt = wheel.now();
        }
        return wheel.now().minus(writableAt).compareTo(time) > 0;
    }

    /** The request is a session's: from its last byte to the end of its answer, the connection is not nothing yet. */
    void leaveToSession() {
        ofSession = true;
        if (!receiving) {
            place.close();
        }
    }

    void cut() {
        if (channel != null) {
            Channels.cut(channel);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context;
    }

    /** Gone with the connection, or with its upgrade. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        place.close();
        deadlines.forget(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            receiving = true;
            since = wheel.now();
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
            if (ofSession) {
                place.close();
            }
        }
        progress = true;
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (unanswered == 0 && !begun && !progress) {
            begun = true;
            since = wheel.now();
        }
        progress = false;
        context.fireChannelReadComplete();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, which its maker looks at
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        boolean upgrade = message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        ChannelPromise written = promise;
        boolean last = message instanceof LastHttpContent && !interim && unanswered > 0;
        // Vert.x still answers when the connection is gone and its handlers with it: no place may be taken for that.
        if (last && !context.isRemoved() && !onAnswered()) {
            written = promise.unvoid().addListener(ChannelFutureListener.CLOSE);
        }
        context.write(message, written);
        if (upgrade) {
            context.pipeline().remove(this);
        }
    }

    /** Whether there is a place for the connection to go on. */
    private boolean onAnswered() {
        unanswered--;
        begun = false;
        since = wheel.now();
        if (ofSession) {
            ofSession = false;
            place.close(); // held still where the answer did not wait for the request's end
            try {
                place = deadlines.knockAgain(place);
            } catch (Refusal full) {
                return false;
            }
        }
        return true;
    }
}
