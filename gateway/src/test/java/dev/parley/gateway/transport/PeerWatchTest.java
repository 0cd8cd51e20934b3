package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.session.Wheel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The wheel is late by a tick or two. */
    private static final Duration LATE = Wheel.TICK.multipliedBy(5);

    private final Wheel wheel = new Wheel();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().firstContext();
    private int cut;
    private PeerWatch watch = new PeerWatch(context, wheel, PATIENCE, () -> cut++);

    @BeforeEach
    void begin() {
        watch.stop();
        watch = new PeerWatch(context, wheel, PATIENCE, () -> cut++);
    }

    private void after(Duration time) {
        for (long tick = 0; tick < time.dividedBy(Wheel.TICK); tick++) {
            wheel.turn();
        }
    }

    private boolean isPinged() {
        return channel.readOutbound() instanceof PingWebSocketFrame;
    }

    @Test
    void aPeerIsPingedWhenItWasSilent() {
        after(PATIENCE.minus(LATE));
        assertThat(isPinged()).isFalse();

        after(LATE.multipliedBy(2));
        assertThat(isPinged()).isTrue();
    }

    @Test
    void aPeerThatDoesNotAnswerIsCutOffAfterTwiceTheTime() {
        after(PATIENCE.multipliedBy(2).minus(LATE));
        assertThat(channel.isOpen()).isTrue();

        after(LATE.multipliedBy(2));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aPeerThatAnswersIsPingedAgainAndStays() {
        for (int round = 0; round < 5; round++) {
            after(PATIENCE.plus(LATE));
            assertThat(isPinged()).isTrue();
            watch.onRead();
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aPeerThatTalksIsNotPinged() {
        for (int round = 0; round < 10; round++) {
            after(PATIENCE.dividedBy(2));
            watch.onRead();
        }

        assertThat(isPinged()).isFalse();
    }

    @Test
    void aPeerThatIsNotReadJustNowIsNotSilent() {
        channel.config().setAutoRead(false);

        after(PATIENCE.multipliedBy(5));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aPeerThatDoesNotReadUsIsNotSilent() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        after(PATIENCE.multipliedBy(5));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void nothingHappensWhenItHasStopped() {
        watch.stop();

        after(PATIENCE.multipliedBy(5));

        assertThat(isPinged()).isFalse();
        assertThat(channel.isOpen()).isTrue();
    }
}
