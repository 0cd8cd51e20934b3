package dev.parley.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameCacheTest {
    private static final int FRAMES = 3;

    private final FrameCache cache = new FrameCache(FRAMES * (long) capacityOfOne());

    private static int capacityOfOne() {
        return frame(event(1, new FrameCache(0)), "sub-0").capacity();
    }

    private static FeedEvent event(long sequence, FrameCache cache) {
        return new FeedEvent(
                new RoomId("r"),
                new Epoch("e"),
                new LoggedEvent(sequence, EventType.CHAT, null, EventBody.of("{}")),
                cache);
    }

    private static SharedFrame frame(FeedEvent event, String subscription) {
        return event.frame(StompVersion.V1_2, "/subscribe/chat/room/r", subscription, "", false);
    }

    @Test
    void readersOfOneIdShareOneFrameAndOthersHaveTheirs() {
        FeedEvent event = event(1, cache);

        SharedFrame first = frame(event, "sub-0");

        assertThat(frame(event, "sub-0")).isSameAs(first);
        assertThat(frame(event, "sub-1")).isNotSameAs(first);
        assertThat(event.frame(StompVersion.V1_2, "/subscribe/chat/room/r", "sub-0", "", true))
                .isNotSameAs(first);
        assertThat(event.frame(StompVersion.V1_1, "/subscribe/chat/room/r", "sub-0", "", false))
                .isNotSameAs(first);
        assertThat(event.frame(StompVersion.V1_2, "/subscribe/chat/room/r", "sub-0", "a", false))
                .isNotSameAs(first);
    }

    @Test
    void theOldestFrameGoesAndItsEventEncodesItAgain() {
        FeedEvent oldest = event(1, cache);
        SharedFrame gone = frame(oldest, "sub-0");
        for (int i = 2; i <= FRAMES; i++) {
            frame(event(i, cache), "sub-0");
        }
        assertThat(frame(oldest, "sub-0")).isSameAs(gone);

        frame(event(FRAMES + 1, cache), "sub-0");

        SharedFrame again = frame(oldest, "sub-0");
        assertThat(again).isNotSameAs(gone);
        assertThat(again.stomp().toString(StandardCharsets.UTF_8)).contains("\nsubscription:sub-0\n");
    }

    @Test
    void whatIsBeingWrittenOutlivesItsPlaceInTheCache() {
        ByteBuf write = frame(event(1, cache), "sub-0").stomp();

        for (int i = 2; i <= FRAMES + 1; i++) {
            frame(event(i, cache), "sub-0");
        }

        assertThat(write.toString(StandardCharsets.UTF_8)).startsWith("MESSAGE\n");
        write.release();
        assertThat(write.refCnt()).isZero();
    }

    @Test
    void theNewestFrameIsKeptWhateverItsSize() {
        FrameCache small = new FrameCache(1);
        FeedEvent event = event(1, small);

        SharedFrame frame = frame(event, "sub-0");

        assertThat(frame.stomp().toString(StandardCharsets.UTF_8)).startsWith("MESSAGE\n");
        assertThat(frame(event, "sub-0")).isSameAs(frame);
    }
}
