package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PongsTest {
    private final List<String> written = new ArrayList<>();
    private final Deque<ChannelPromise> stalled = new ArrayDeque<>();
    /** A channel whose peer takes nothing until the promises are kept. */
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            PongWebSocketFrame pong = (PongWebSocketFrame) message;
            written.add(pong.content().toString(StandardCharsets.US_ASCII));
            pong.release();
            stalled.add(promise);
        }
    });

    private final Pongs pongs = new Pongs(channel.pipeline()
            .addLast("end", new ChannelOutboundHandlerAdapter())
            .context("end"));

    private static ByteBuf ping(int number) {
        return Unpooled.copiedBuffer(Integer.toString(number), StandardCharsets.US_ASCII);
    }

    @Test
    void onlySoManyAreOnTheirWay() {
        for (int i = 0; i < 1000; i++) {
            pongs.answer(ping(i));
        }

        assertThat(written).hasSize(Pongs.MOST);
    }

    @Test
    void theNewestIsAnsweredWhenThereIsRoomAndThoseItReplacedAreLetGo() {
        List<ByteBuf> pings = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pings.add(ping(i));
            pongs.answer(pings.get(i));
        }

        stalled.remove().setSuccess();

        assertThat(written).hasSize(Pongs.MOST + 1).last().isEqualTo("999");
        assertThat(pings).allSatisfy(payload -> assertThat(payload.refCnt()).isZero());
    }

    @Test
    void whatWaitsIsLetGoAtTheEnd() {
        for (int i = 0; i < Pongs.MOST; i++) {
            pongs.answer(ping(i));
        }
        ByteBuf last = ping(99);
        pongs.answer(last);

        pongs.stop();

        assertThat(last.refCnt()).isZero();
    }
}
