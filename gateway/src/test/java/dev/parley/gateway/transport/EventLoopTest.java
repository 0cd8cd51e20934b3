package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.TestEdge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final TestEdge edge = new TestEdge(1);
    private final EventLoop loop = edge.make(() -> EventLoop.current(edge.edge()));

    @AfterEach
    void close() {
        edge.close();
    }

    /** A race for its lists would cost every connection of the loop all that is written from then on. */
    @Test
    void whoWritesOnAnotherThreadIsTurnedAway() {
        ChannelConnection connection = new ChannelConnection(loop, new TcpFraming());

        assertThatThrownBy(() -> loop.flushLater(connection)).isInstanceOf(IllegalStateException.class);
    }
}
