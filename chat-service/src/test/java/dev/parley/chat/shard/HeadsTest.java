package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the owner of a shard knows of where logs stand, and how seldom it asks. */
class HeadsTest {
    private static final RoomId KITCHEN = new RoomId("kitchen");
    private static final RoomId ATTIC = new RoomId("attic");

    private final MemoryStore memory = new MemoryStore();
    private final SteppedStore store = new SteppedStore(memory);

    /** Has just taken the shard, and knows nothing. */
    private final Owner owner = new Owner(store, store, Owner.ROOMY);

    /** Had it before, or believes that it has it still. */
    private final Owner other = new Owner(memory, memory, Owner.ROOMY);

    /** A garden, a cellar and a kitchen with two events each; no attic. */
    @BeforeEach
    void rooms() {
        List.of(GARDEN, CELLAR, KITCHEN).forEach(room -> await(posts(other, room)));
    }

    private static Future<Written> posts(Owner by, RoomId room) {
        return by.sequencer().write(by.rules.post(post(room, ALICE, "hello")));
    }

    private Future<Map<RoomId, Position>> heads(RoomId... rooms) {
        return owner.shard.rooms().heads(List.of(rooms));
    }

    private static Map<RoomId, Long> told(Future<Map<RoomId, Position>> heads) {
        return await(heads).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, head -> head.getValue().sequence()));
    }

    /** The shard was taken so long ago that the owner before has finished. */
    private void settle() {
        owner.clock.advance(Duration.ofSeconds(10));
    }

    @Test
    void whatTheQuestionBeforeHasReadIsNotReadAgainByThoseThatWaitedForIt() {
        Future<Map<RoomId, Position>> first = heads(GARDEN, CELLAR);
        Future<Map<RoomId, Position>> second = heads(GARDEN, KITCHEN, CELLAR);
        Future<Map<RoomId, Position>> third = heads(CELLAR);
        assertThat(store.waiting()).as("one at a time").isEqualTo(1);

        store.goAll();

        assertThat(store.headsAsked).containsExactly(Set.of(GARDEN, CELLAR), Set.of(KITCHEN));
        assertThat(told(first)).isEqualTo(Map.of(GARDEN, 2L, CELLAR, 2L));
        assertThat(told(second)).isEqualTo(Map.of(GARDEN, 2L, CELLAR, 2L, KITCHEN, 2L));
        assertThat(told(third)).isEqualTo(Map.of(CELLAR, 2L));
    }

    @Test
    void whileTheOwnerBeforeMayStillWriteOneReadIsForAllThatAskedBeforeItBegan() {
        heads(GARDEN);
        store.go(0, SteppedStore.Fate.DONE); // worked out, and on its way
        await(posts(other, GARDEN));
        owner.clock.advance(Duration.ofMillis(1));
        List<Future<Map<RoomId, Position>>> waiting = List.of(heads(GARDEN), heads(GARDEN), heads(GARDEN));

        store.goAll();

        assertThat(store.headsAsked).hasSize(2);
        assertThat(waiting).allSatisfy(heads -> assertThat(told(heads)).isEqualTo(Map.of(GARDEN, 3L)));
    }

    @Test
    void whatWasReadWhileTheOwnerBeforeMightStillWriteIsNotBelievedLater() {
        owner.clock.advance(Duration.ofSeconds(9));
        heads(GARDEN);
        store.goAll();
        await(posts(other, GARDEN));
        owner.clock.advance(Duration.ofSeconds(2));

        Future<Map<RoomId, Position>> later = heads(GARDEN);
        store.goAll();

        assertThat(told(later)).isEqualTo(Map.of(GARDEN, 3L));
    }

    @Test
    void aNewOwnerKnowsWhatItHasReadThoughNobodyUsesTheRooms() {
        settle();
        heads(GARDEN, ATTIC);
        store.goAll();
        owner.clock.advance(Duration.ofSeconds(9));

        Future<Map<RoomId, Position>> again = heads(GARDEN, ATTIC);

        assertThat(again.isComplete()).isTrue();
        assertThat(told(again)).isEqualTo(Map.of(GARDEN, 2L));
    }

    @Test
    void whatAnotherOwnerHasWrittenIsFoundOutWhenTheTimeIsUp() {
        settle();
        heads(GARDEN);
        store.goAll();
        await(posts(other, GARDEN));
        owner.clock.advance(Duration.ofSeconds(9));
        assertThat(told(heads(GARDEN))).isEqualTo(Map.of(GARDEN, 2L));

        owner.clock.advance(Duration.ofSeconds(1));
        Future<Map<RoomId, Position>> due = heads(GARDEN);
        store.goAll();

        assertThat(told(due)).isEqualTo(Map.of(GARDEN, 3L));
    }

    @Test
    void aRoomThatIsMadeHereIsKnownAtOnce() {
        heads(ATTIC);
        store.goAll();
        posts(owner, ATTIC);
        store.goAll();

        assertThat(told(heads(ATTIC))).isEqualTo(Map.of(ATTIC, 2L));
    }

    @Test
    void whatIsCommittedWhileHeadsAreReadIsNewerThanTheAnswer() {
        Future<Map<RoomId, Position>> asked = heads(GARDEN);
        store.go(0, SteppedStore.Fate.DONE); // worked out, and on its way
        Future<Written> written = posts(owner, GARDEN);
        while (!written.isComplete()) {
            store.go(1, SteppedStore.Fate.DONE);
        }
        store.goAll();

        assertThat(told(asked)).isEqualTo(Map.of(GARDEN, 3L));
        assertThat(told(heads(GARDEN))).isEqualTo(Map.of(GARDEN, 3L));
    }

    @Test
    void whereItIsNotKnownWhatBecameOfACommitTheyAreReadAgain() {
        posts(owner, GARDEN);
        store.goAll();
        owner.clock.advance(Duration.ofSeconds(10));
        heads(GARDEN);
        store.go(0, SteppedStore.Fate.DONE);
        Future<Written> lost = posts(owner, GARDEN);
        while (!lost.isComplete()) {
            store.go(1, SteppedStore.Fate.DONE_BUT_ITS_ANSWER_LOST);
        }
        store.goAll();

        Future<Map<RoomId, Position>> again = heads(GARDEN);
        store.goAll();

        assertThat(lost.failed()).isTrue();
        assertThat(told(again)).isEqualTo(Map.of(GARDEN, 4L));
    }

    @Test
    void theyAreKeptOfABoundedNumberOfRooms() {
        Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(1, 100), 1));
        for (int i = 0; i < 10; i++) {
            small.shard.rooms().heads(List.of(new RoomId("r" + i)));
            store.goAll();
        }
        assertThat(small.shard.rooms().heads(List.of(new RoomId("r9"))).isComplete())
                .isTrue();

        assertThat(small.shard.rooms().heads(List.of(new RoomId("r0"))).isComplete())
                .isFalse();
    }

    @Test
    void moreRoomsThanAreKeptAreToldAllTheSame() {
        Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(1, 100), 1));
        List<RoomId> many =
                IntStream.range(0, 10).mapToObj(i -> new RoomId("r" + i)).toList();
        many.forEach(room -> await(posts(other, room)));
        for (int times = 0; times < 3; times++) {
            var heads = small.shard.rooms().heads(many);
            store.goAll();
            assertThat(told(heads)).hasSize(many.size()).containsValue(2L);
        }
    }
}
