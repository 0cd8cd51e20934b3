package dev.parley.chat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00.123Z");

    private final EventIds ids = new EventIds(new Random(1));

    @Test
    void anIdIsAUuidOfVersionSevenThatBeginsWithItsTime() {
        UUID id = UUID.fromString(ids.next(NOW));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void idsGrowWithinAMillisecondAndWhenTheClockStepsBack() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(ids.next(NOW));
        }
        all.add(ids.next(NOW.minusSeconds(5)));
        all.add(ids.next(NOW.plusSeconds(5)));

        assertThat(all).isSorted().doesNotHaveDuplicates();
    }
}
