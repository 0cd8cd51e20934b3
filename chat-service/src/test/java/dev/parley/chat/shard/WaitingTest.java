package dev.parley.chat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.Write;
import dev.parley.chat.shard.Waiting.Pending;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Promise;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms take turns, and what waits in a room is done together. */
class WaitingTest {
    private static final RoomId GARDEN = new RoomId("garden");
    private static final RoomId KITCHEN = new RoomId("kitchen");
    private static final RoomId CELLAR = new RoomId("cellar");

    private final Waiting waiting = new Waiting();

    /** Each is known by when it came. */
    private void comes(RoomId room, long since, int writes) {
        waiting.add(new Pending(room, Collections.nCopies(writes, (Write) null), Promise.promise(), since));
    }

    private List<Long> take(int most) {
        return waiting.take(most).stream().map(Pending::since).toList();
    }

    @Test
    void whatWaitsInARoomIsTakenTogetherAndInOrder() {
        comes(GARDEN, 1, 1);
        comes(KITCHEN, 2, 1);
        comes(GARDEN, 3, 1);
        comes(CELLAR, 4, 1);
        comes(GARDEN, 5, 1);

        assertThat(take(4)).containsExactly(1L, 3L, 5L, 2L);
        assertThat(waiting.writes()).isEqualTo(1);
        assertThat(take(4)).containsExactly(4L);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void aRoomThatIsWrittenToWithoutEndHoldsUpNobodyForLongerThanOneBatch() {
        comes(GARDEN, 1, 1);
        comes(GARDEN, 2, 1);
        comes(GARDEN, 3, 1);
        comes(KITCHEN, 4, 1);

        assertThat(take(2)).containsExactly(1L, 2L);
        comes(GARDEN, 5, 1);

        assertThat(take(2)).containsExactly(4L, 3L);
        assertThat(take(2)).containsExactly(5L);
    }

    @Test
    void whatMustBeDoneTogetherIsTakenWholeAndAloneWhereItIsTooLarge() {
        comes(GARDEN, 1, 2);
        comes(KITCHEN, 2, 5);
        comes(CELLAR, 3, 1);

        assertThat(take(3)).containsExactly(1L);
        assertThat(waiting.since()).isEqualTo(2);
        assertThat(take(3)).as("more than a batch").containsExactly(2L);
        assertThat(take(3)).containsExactly(3L);
        assertThat(waiting.writes()).isZero();
    }

    @Test
    void aRoomKeepsItsTurnWhereWhatItHasDoesNotFitAnyMore() {
        comes(GARDEN, 1, 1);
        comes(KITCHEN, 2, 3);
        comes(CELLAR, 3, 1);

        assertThat(take(3)).containsExactly(1L);
        comes(GARDEN, 4, 1);

        assertThat(take(3)).as("however many others come").containsExactly(2L);
        assertThat(take(3)).containsExactly(3L, 4L);
    }

    @Test
    void whoTookSomethingWaitsForTheOthersWithTheRest() {
        comes(GARDEN, 1, 1);
        comes(GARDEN, 2, 3);
        comes(CELLAR, 3, 2);

        assertThat(take(3)).containsExactly(1L);
        assertThat(take(3)).containsExactly(3L);
        assertThat(take(3)).containsExactly(2L);
    }
}
