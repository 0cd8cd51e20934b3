package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedFrameTest {
    private static final String TEXT = "MESSAGE\n\n안녕\0";

    private final SharedFrame frame = SharedFrame.of(Buffer.buffer(TEXT));

    @Test
    void everyDoorGetsTheSameFrame() {
        ByteBuf raw = frame.stomp();
        ByteBuf message = frame.webSocketMessage();

        assertThat(raw.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
        assertThat(ByteBufUtil.hexDump(message, 0, 2)).isEqualTo("8110");
        assertThat(message.toString(2, frame.length(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        assertThat(frame.copy().toString()).isEqualTo(TEXT);
        assertThat(frame.length()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void howFarOneWriteHasGotIsNothingToTheOthers() {
        ByteBuf slow = frame.webSocketMessage();
        slow.skipBytes(5);

        assertThat(frame.webSocketMessage().readableBytes()).isEqualTo(frame.length() + 2);
    }

    @Test
    void itsMemoryIsFreedWhenTheLastWriteHasLeft() {
        ByteBuf first = frame.stomp();
        ByteBuf last = frame.webSocketMessage();
        frame.release();
        first.release();
        assertThat(last.refCnt()).isPositive();

        last.release();

        assertThat(last.refCnt()).isZero();
    }
}
