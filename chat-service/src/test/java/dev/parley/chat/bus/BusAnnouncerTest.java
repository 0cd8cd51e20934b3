package dev.parley.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.EventBody;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BusAnnouncerTest {
    private static List<LoggedEvent> events(int count, int bytes) {
        EventBody body = EventBody.of("x".repeat(bytes));
        return LongStream.rangeClosed(1, count)
                .mapToObj(sequence -> new LoggedEvent(sequence, EventType.CHAT, null, body))
                .toList();
    }

    @Test
    void aSmallBatchIsOneMessage() {
        assertThat(BusAnnouncer.split(events(100, 200))).singleElement().isEqualTo(events(100, 200));
    }

    @Test
    void noMessageHasMoreEventsThanTheBound() {
        assertThat(BusAnnouncer.split(events(201, 1))).extracting(List::size).containsExactly(100, 100, 1);
    }

    @Test
    void noMessageHasMoreBytesThanTheBound() {
        assertThat(BusAnnouncer.split(events(5, BusAnnouncer.MAX_BYTES / 2)))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
    }

    @Test
    void anEventLongerThanTheBoundGoesAlone() {
        assertThat(BusAnnouncer.split(events(2, BusAnnouncer.MAX_BYTES + 1)))
                .extracting(List::size)
                .containsExactly(1, 1);
    }

    @Test
    void thePartsAreInOrder() {
        assertThat(BusAnnouncer.split(events(250, 1)).stream().flatMap(List::stream))
                .isEqualTo(events(250, 1));
    }
}
