package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.GATEWAY;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.closedRooms;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.shard.SteppedStore.Fate;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private final MemoryStore memory = new MemoryStore();
    private final SteppedStore store = new SteppedStore(memory);
    private final Owner owner = new Owner(store, store, Owner.ROOMY);

    private Future<Written> posts(Owner by, RoomId room, String text) {
        return by.sequencer().write(by.rules.post(post(room, ALICE, text)));
    }

    private Future<Written> posts(Owner by, String text, String clientMessageId) {
        return by.sequencer().write(by.rules.post(post(GARDEN, ALICE, text, clientMessageId)));
    }

    private static long sequence(Future<Written> written) {
        return await(written).event().orElseThrow().event().sequence();
    }

    private List<Long> sequences(RoomId room) {
        return memory.log(room).stream().map(event -> event.event().sequence()).toList();
    }

    @Test
    void concurrentPostsAreNumberedWithoutAHole() {
        List<Future<Written>> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(posts(owner, i % 3 == 0 ? CELLAR : GARDEN, "m" + i));
        }

        store.goAll();

        assertThat(all).allMatch(Future::succeeded);
        assertThat(sequences(GARDEN))
                .isEqualTo(LongStream.rangeClosed(1, 401).boxed().toList());
        assertThat(sequences(CELLAR))
                .isEqualTo(LongStream.rangeClosed(1, 201).boxed().toList());
    }

    @Test
    void nothingIsAnsweredBeforeTheCommit() {
        Future<Written> answer = posts(owner, GARDEN, "hi");
        while (memory.log(GARDEN).isEmpty()) {
            assertThat(answer.isComplete()).isFalse();
            store.go(0, Fate.DONE);
        }

        assertThat(answer.isComplete()).isFalse();
        store.goAll();

        assertThat(sequence(answer)).isEqualTo(2);
    }

    @Test
    void writesThatComeDuringACommitMakeTheNextBatch() {
        Future<Written> first = posts(owner, GARDEN, "one");
        posts(owner, GARDEN, "two");
        posts(owner, GARDEN, "three");

        while (!first.isComplete()) {
            store.go(0, Fate.DONE);
        }

        assertThat(sequences(GARDEN)).containsExactly(1L, 2L);
        store.goAll();
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aFirstMessageInAnOpenRoomIsPrecededByTheJoinOfItsAuthor() {
        Future<Written> answer = posts(owner, GARDEN, "hi");

        store.goAll();

        assertThat(memory.log(GARDEN).stream().map(event -> event.event().type()))
                .containsExactly(EventType.JOIN, EventType.CHAT);
        assertThat(sequence(answer)).isEqualTo(2);
    }

    @Test
    void aRetriedSendGetsTheFirstAnswer() {
        Future<Written> first = posts(owner, "hi", "u-1");
        store.goAll();

        Future<Written> again = posts(owner, "changed", "u-1");
        store.goAll();

        assertThat(await(again).repeated()).isTrue();
        assertThat(await(first).repeated()).isFalse();
        assertThat(await(again).event()).isEqualTo(await(first).event());
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L);
    }

    @Test
    void ofTwoSendsOfOneIdInABatchTheSecondIsTheDuplicate() {
        posts(owner, CELLAR, "keeps the shard busy");
        Future<Written> first = posts(owner, "hi", "u-1");
        Future<Written> second = posts(owner, "hi", "u-1");

        store.goAll();

        assertThat(await(second).repeated()).isTrue();
        assertThat(await(second).event()).isEqualTo(await(first).event());
    }

    @Test
    void anotherOwnerKnowsWhatWasSentBefore() {
        Future<Written> first = posts(owner, "hi", "u-1");
        store.goAll();

        Owner next = new Owner(store, store, Owner.ROOMY);
        Future<Written> again = posts(next, "hi", "u-1");
        store.goAll();

        assertThat(await(again).repeated()).isTrue();
        assertThat(await(again).event()).isEqualTo(await(first).event());
    }

    @Test
    void whoHasLeftStillGetsTheFirstAnswer() {
        Future<Written> first = posts(owner, "hi", "u-1");
        owner.sequencer().write(owner.rules.leave(leave(GARDEN, ALICE)));
        Future<Written> again = posts(owner, "hi", "u-1");

        store.goAll();

        assertThat(await(again).event()).isEqualTo(await(first).event());
        assertThat(memory.log(GARDEN)).hasSize(3);
    }

    @Test
    void whoMayNotPostAnyMoreStillGetsTheFirstAnswer() {
        Future<Written> first = posts(owner, "hi", "u-1");
        owner.sequencer().write(owner.rules.leave(leave(GARDEN, ALICE)));
        Future<Written> again = owner.sequencer().write(closedRooms().post(post(GARDEN, ALICE, "hi", "u-1")));
        Future<Written> another = owner.sequencer().write(closedRooms().post(post(GARDEN, ALICE, "hi", "u-2")));

        store.goAll();

        assertThat(await(again).event()).isEqualTo(await(first).event());
        assertThat(refusalOf(another)).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void nothingIsLookedForWhereNothingWasSentBefore() {
        posts(owner, "hi", "u-1");
        store.goAll();

        Future<Written> next = posts(owner, "you", "u-2");

        assertThat(store.waiting()).isEqualTo(1);
        store.go(0, Fate.DONE);
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L);
        store.goAll();
        assertThat(await(next).repeated()).isFalse();
    }

    @Test
    void aRepeatHoldsUpNobodyElseOfItsBatch() {
        Future<Written> first = posts(owner, "hi", "u-1");
        store.goAll();

        posts(owner, GARDEN, "in flight");
        Future<Written> again = posts(owner, "hi", "u-1");
        Future<Written> other = posts(owner, CELLAR, "over here");
        store.goAll();

        assertThat(await(again).event()).isEqualTo(await(first).event());
        assertThat(sequence(other)).isEqualTo(2);
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void joiningAgainAnswersTheFirstJoin() {
        Future<Written> first = owner.sequencer().write(owner.rules.join(join(GARDEN, ALICE)));
        posts(owner, GARDEN, "hi");
        store.goAll();

        Future<Written> again = owner.sequencer().write(owner.rules.join(join(GARDEN, ALICE)));
        store.goAll();

        assertThat(await(again).repeated()).isTrue();
        assertThat(await(again).event()).isEqualTo(await(first).event());
    }

    @Test
    void joiningAgainInTheSameBatchAnswersTheFirstJoin() {
        posts(owner, CELLAR, "keeps the shard busy");
        Future<Written> first = owner.sequencer().write(owner.rules.join(join(GARDEN, ALICE)));
        Future<Written> again = owner.sequencer().write(owner.rules.join(join(GARDEN, ALICE)));

        store.goAll();

        assertThat(await(again).event()).isEqualTo(await(first).event()).isPresent();
        assertThat(memory.log(GARDEN)).hasSize(1);
    }

    @Test
    void leavingWhereOneIsNotStoresNothing() {
        owner.sequencer().write(owner.rules.join(join(GARDEN, ALICE)));
        Future<Written> bob = owner.sequencer().write(owner.rules.leave(leave(GARDEN, BOB)));

        store.goAll();

        assertThat(await(bob).repeated()).isTrue();
        assertThat(sequence(bob)).isEqualTo(1);
        assertThat(memory.log(GARDEN)).hasSize(1);
    }

    @Test
    void theSecondWhoMakesARoomIsRefusedAlsoInTheSameBatch() {
        Future<Written> before = posts(owner, CELLAR, "keeps the shard busy");
        Future<Written> alice =
                owner.sequencer().write(owner.rules.create(createRoom(GARDEN, ALICE, Visibility.PRIVATE)));
        Future<Written> bob = owner.sequencer().write(owner.rules.create(createRoom(GARDEN, BOB, Visibility.PUBLIC)));

        store.goAll();

        assertThat(before.succeeded()).isTrue();
        assertThat(await(alice).event()).isEqualTo(Optional.<StoredEvent>empty());
        assertThat(refusalOf(bob)).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void aReadSeesTheWritesOfItsRoomThatCameBefore() {
        owner.sequencer().write(owner.rules.create(createRoom(GARDEN, ALICE, Visibility.PRIVATE)));
        Future<Boolean> isMember = owner.sequencer()
                .read(GARDEN, () -> owner.shard.rooms().state(GARDEN, ALICE.id()))
                .map(state -> state.actor().isPresent());

        store.goAll();

        assertThat(await(isMember)).isTrue();
    }

    @Test
    void aReadDoesNotWaitForTheWritesOfAnotherRoom() {
        posts(owner, GARDEN, "hi");

        Future<String> answer = owner.sequencer().read(CELLAR, () -> Future.succeededFuture("read"));

        assertThat(answer.isComplete()).isTrue();
        store.goAll();
    }

    @Test
    void aWriteThatFindsTheQueueFullIsRefusedAndTheOthersAreDone() {
        Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(2, 2), 10));
        Future<Written> inFlight = posts(small, GARDEN, "1");
        Future<Written> second = posts(small, GARDEN, "2");
        Future<Written> third = posts(small, GARDEN, "3");

        Future<Written> fourth = posts(small, GARDEN, "4");

        assertThat(refusalOf(fourth)).isEqualTo(ErrorCode.UNAVAILABLE);
        store.goAll();
        assertThat(List.of(inFlight, second, third)).allMatch(Future::succeeded);
        Future<Written> fifth = posts(small, GARDEN, "5");
        store.goAll();
        assertThat(sequence(fifth)).isEqualTo(5);
    }

    @Test
    void whoIsRefusedForWantOfRoomIsToldWhenToComeAgain() {
        Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(1, 1), 10));
        posts(small, GARDEN, "in flight");
        posts(small, GARDEN, "waits");

        Future<Written> refused = posts(small, GARDEN, "too many");

        assertThat(Refusal.of(refused.cause()).retryAfter()).contains(Duration.ofSeconds(1));
        store.goAll();
    }

    @Test
    void whatWaitedLongerThanItsSenderDoesIsRefusedAndNotStored() {
        Owner impatient = new Owner(
                store,
                store,
                new Shard.Options(new Sequencer.Options(10, 10, Duration.ofSeconds(4), Duration.ZERO, 1), 10));
        Future<Written> inFlight = posts(impatient, GARDEN, "in flight");
        Future<Written> overdue = posts(impatient, GARDEN, "overdue");
        impatient.clock.advance(Duration.ofSeconds(5));
        Future<Written> fresh = posts(impatient, GARDEN, "fresh");

        store.goAll();

        assertThat(sequence(inFlight)).isEqualTo(2);
        assertThat(refusalOf(overdue)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Refusal.of(overdue.cause()).retryAfter()).isPresent();
        assertThat(sequence(fresh)).isEqualTo(3);
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L);
        assertThat(impatient.sequencer().idle().isComplete()).isTrue();
    }

    @Test
    void aWriteWaitsForOthersToBeCommittedWithIt() {
        Owner gathering = gathering(32);

        Future<Written> one = posts(gathering, GARDEN, "one");
        gathering.clock.advance(Duration.ofMillis(1));
        Future<Written> two = posts(gathering, GARDEN, "two");

        assertThat(store.waiting()).isZero();
        assertThat(gathering.sequencer().idle().isComplete()).isFalse();
        assertThat(gathering.pauses).containsValue(GATHER);
        gathering.endPause();
        assertThat(store.waiting()).isEqualTo(1);
        store.goAll();
        assertThat(List.of(sequence(one), sequence(two))).containsExactly(5L, 6L);
        assertThat(gathering.sequencer().idle().isComplete()).isTrue();
    }

    @Test
    void aWriteWaitsForNobodyWhereTheOneBeforeWasAlone() {
        Owner gathering = gathering(32);
        posts(gathering, GARDEN, "waits");
        assertThat(gathering.pauses).containsValue(GATHER);
        gathering.endPause();
        store.goAll();

        gathering.clock.advance(GATHER.plusMillis(1));
        posts(gathering, GARDEN, "does not");
        assertThat(gathering.pauses).isEmpty();
        assertThat(store.waiting()).isEqualTo(1);

        gathering.clock.advance(GATHER.plusMillis(1));
        posts(gathering, GARDEN, "comes meanwhile");
        gathering.clock.advance(GATHER);
        store.goAll();
        gathering.clock.advance(GATHER.plusMillis(1));
        posts(gathering, GARDEN, "waits for nobody");
        assertThat(gathering.pauses).isEmpty();
        store.goAll();

        gathering.clock.advance(GATHER);
        posts(gathering, GARDEN, "soon after");
        assertThat(gathering.pauses).containsValue(GATHER);
    }

    @Test
    void whatHasWaitedForACommitWaitsNoLonger() {
        Owner gathering = gathering(32);
        posts(gathering, GARDEN, "one");
        gathering.endPause();
        posts(gathering, GARDEN, "two");
        gathering.clock.advance(GATHER);

        store.goAll();

        assertThat(sequences(GARDEN)).hasSize(6);
    }

    @Test
    void enoughWritesWaitForNoOthers() {
        Owner gathering = gathering(3);
        posts(gathering, GARDEN, "one");
        posts(gathering, GARDEN, "two");
        assertThat(store.waiting()).isZero();

        posts(gathering, GARDEN, "three");

        store.goAll();
        assertThat(sequences(GARDEN)).hasSize(7);
        gathering.endPause();
        assertThat(gathering.sequencer().idle().isComplete()).isTrue();
    }

    private static final Duration GATHER = Duration.ofMillis(2);

    /** A shard that has just committed writes together. */
    private Owner gathering(int enough) {
        Owner owner = new Owner(
                store,
                store,
                new Shard.Options(new Sequencer.Options(256, 100, Duration.ofSeconds(4), GATHER, enough), 10));
        posts(owner, GARDEN, "alone");
        posts(owner, GARDEN, "meanwhile");
        posts(owner, GARDEN, "too");
        store.goAll();
        owner.endPause();
        store.goAll();
        assertThat(sequences(GARDEN)).hasSize(4);
        return owner;
    }

    @Test
    void readsInProgressAreBounded() {
        Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(2, 1), 10));
        posts(small, GARDEN, "1");
        Future<String> waits = small.sequencer().read(GARDEN, () -> Future.succeededFuture("read"));

        assertThat(refusalOf(small.sequencer().read(GARDEN, () -> Future.succeededFuture("too many"))))
                .isEqualTo(ErrorCode.UNAVAILABLE);

        store.goAll();
        assertThat(await(waits)).isEqualTo("read");
        assertThat(await(small.sequencer().read(GARDEN, () -> Future.succeededFuture("again"))))
                .isEqualTo("again");
    }

    @Test
    void aStoreThatFailsIsUnavailableAndForgottenWhenItIsBack() {
        Future<Written> before = posts(owner, "one", "u-1");
        store.goAll();
        Future<Written> lost = posts(owner, "two", "u-2");
        while (memory.log(GARDEN).size() == 2) {
            store.go(0, Fate.DONE_BUT_ITS_ANSWER_LOST);
            if (store.waiting() > 0) {
                store.go(0, Fate.DONE);
            }
            if (lost.isComplete()) {
                break;
            }
        }
        store.goAll();
        assertThat(refusalOf(lost)).isEqualTo(ErrorCode.UNAVAILABLE);

        Future<Written> again = posts(owner, "two", "u-2");
        Future<Written> next = posts(owner, "three", "u-3");
        store.goAll();

        assertThat(sequence(before)).isEqualTo(2);
        assertThat(sequence(again)).isEqualTo(3);
        assertThat(sequence(next)).isEqualTo(4);
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void ofTwoOwnersTheSlowerReadsAgainAndGoesOn() {
        Owner other = new Owner(store, store, Owner.ROOMY);
        posts(owner, GARDEN, "first");
        store.goAll();
        posts(other, GARDEN, "second");
        store.goAll();

        Future<Written> third = posts(owner, GARDEN, "third");
        store.goAll();

        assertThat(sequence(third)).isEqualTo(4);
        assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whatIsCommittedIsAnnouncedToWhoIsInterestedAfterItsAnswer() {
        owner.shard.interests().add(GATEWAY, GARDEN);
        Future<Written> answer = posts(owner, GARDEN, "hi");
        List<Integer> announcedAtAnswer = new ArrayList<>();
        answer.onSuccess(written ->
                announcedAtAnswer.add(owner.announced(GATEWAY, GARDEN).size()));
        posts(owner, CELLAR, "nobody hears this");

        store.goAll();

        assertThat(announcedAtAnswer).containsExactly(0);
        assertThat(owner.announced(GATEWAY, GARDEN))
                .extracting(LoggedEvent::sequence)
                .containsExactly(1L, 2L);
        assertThat(owner.announced(GATEWAY, CELLAR)).isEmpty();
    }

    @Nested
    class Together {
        @Test
        void writesAreOneAfterTheOtherWithNobodyElseBetweenThem() {
            posts(owner, CELLAR, "keeps the shard busy");
            Future<List<Written>> first = postAll(owner, said("a", "u-1"), said("b", "u-2"), said("c", "u-3"));
            Future<Written> behind = posts(owner, "d", "u-4");

            store.goAll();

            assertThat(sequences(first)).containsExactly(2L, 3L, 4L);
            assertThat(sequence(behind)).isEqualTo(5);
        }

        @Test
        void noneIsWrittenWhereOneIsRefused() {
            posts(owner, "before", "u-0");
            Future<List<Written>> refused = owner.sequencer()
                    .writeAll(
                            GARDEN,
                            List.of(
                                    owner.rules.post(said("a", "u-1")),
                                    owner.rules.create(createRoom(GARDEN, ALICE, Visibility.PUBLIC)),
                                    owner.rules.post(said("b", "u-2"))));
            Future<Written> behind = posts(owner, "behind", "u-1");

            store.goAll();

            assertThat(refusalOf(refused)).isEqualTo(ErrorCode.CONFLICT);
            assertThat(memory.log(GARDEN)).hasSize(3);
            assertThat(await(behind).repeated()).isFalse();
            assertThat(sequence(behind)).isEqualTo(3);
        }

        @Test
        void aRefusalOfARoomThatWouldHaveComeIntoBeingLeavesNone() {
            Future<List<Written>> refused = owner.sequencer()
                    .writeAll(
                            GARDEN,
                            List.of(
                                    owner.rules.post(said("a", "u-1")),
                                    owner.rules.create(createRoom(GARDEN, ALICE, Visibility.PUBLIC))));

            store.goAll();

            assertThat(refusalOf(refused)).isEqualTo(ErrorCode.CONFLICT);
            assertThat(await(memory.rooms(List.of(GARDEN)))).isEmpty();
        }

        @Test
        void aRetryGetsTheFirstAnswersAndStoresNothing() {
            Future<List<Written>> first = postAll(owner, said("a", "u-1"), said("b", "u-2"));
            store.goAll();

            Future<List<Written>> again = postAll(owner, said("a", "u-1"), said("b", "u-2"));
            store.goAll();

            assertThat(await(again)).allMatch(Written::repeated);
            assertThat(sequences(again)).isEqualTo(sequences(first)).containsExactly(2L, 3L);
            assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L);
        }

        @Test
        void aRetryOfWhichSomeWereStoredStoresTheOthers() {
            posts(owner, "b", "u-2");
            store.goAll();

            Future<List<Written>> all =
                    postAll(owner, said("a", "u-1"), said("b", "u-2"), said("c", "u-3"), said("a", "u-1"));
            store.goAll();

            assertThat(await(all)).extracting(Written::repeated).containsExactly(false, true, false, true);
            assertThat(sequences(all)).containsExactly(3L, 2L, 4L, 3L);
            assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L, 4L);
        }

        @Test
        void theyAreNeverSplitOverTwoCommits() {
            Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(2, 4096), 10));
            posts(small, CELLAR, "keeps the shard busy");
            Future<Written> before = posts(small, "before", "u-0");
            Future<List<Written>> three = postAll(small, said("a", "u-1"), said("b", "u-2"), said("c", "u-3"));

            Set<Integer> sizes = new HashSet<>();
            while (store.waiting() > 0) {
                store.go(0, Fate.DONE);
                sizes.add(memory.log(GARDEN).size());
            }

            assertThat(sequence(before)).isEqualTo(2);
            assertThat(sequences(three)).containsExactly(3L, 4L, 5L);
            assertThat(sizes).containsExactlyInAnyOrder(0, 2, 5);
        }

        @Test
        void theyTakeAsMuchOfTheQueueAsTheyAre() {
            Owner small = new Owner(store, store, new Shard.Options(new Sequencer.Options(2, 3), 10));
            posts(small, GARDEN, "in flight");
            Future<List<Written>> two = postAll(small, said("a", "u-1"), said("b", "u-2"));

            Future<List<Written>> tooMany = postAll(small, said("c", "u-3"), said("d", "u-4"));
            Future<Written> third = posts(small, GARDEN, "fits");

            assertThat(refusalOf(tooMany)).isEqualTo(ErrorCode.UNAVAILABLE);
            store.goAll();
            assertThat(sequences(two)).containsExactly(3L, 4L);
            assertThat(sequence(third)).isEqualTo(5);
        }

        @Test
        void ofTwoOwnersTheSlowerReadsAgainAndWritesAll() {
            Owner other = new Owner(store, store, Owner.ROOMY);
            posts(owner, GARDEN, "first");
            store.goAll();
            posts(other, "b", "u-2");
            store.goAll();

            Future<List<Written>> all = postAll(owner, said("a", "u-1"), said("b", "u-2"));
            store.goAll();

            assertThat(sequences(all)).containsExactly(4L, 3L);
            assertThat(sequences(GARDEN)).containsExactly(1L, 2L, 3L, 4L);
        }

        private PostMessage said(String text, String id) {
            return post(GARDEN, ALICE, text, id);
        }

        private Future<List<Written>> postAll(Owner by, PostMessage... messages) {
            return by.sequencer()
                    .writeAll(GARDEN, Stream.of(messages).map(by.rules::post).toList());
        }

        private List<Long> sequences(Future<List<Written>> all) {
            return await(all).stream()
                    .map(written -> written.event().orElseThrow().event().sequence())
                    .toList();
        }

        private List<Long> sequences(RoomId room) {
            return SequencerTest.this.sequences(room);
        }
    }

    @Test
    void itIsIdleWhenEverythingIsAnswered() {
        List<Future<Written>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(posts(owner, GARDEN, "m" + i));
        }
        Future<Void> idle = owner.sequencer().idle();
        assertThat(idle.isComplete()).isFalse();

        store.goAll();

        assertThat(all).allMatch(Future::isComplete);
        assertThat(idle.isComplete()).isTrue();
    }

    @Test
    void aHeadThatAnotherOwnerMovedIsFoundOutWithinSeconds() {
        Owner other = new Owner(store, store, Owner.ROOMY);
        posts(owner, GARDEN, "first");
        store.goAll();
        posts(other, GARDEN, "second");
        store.goAll();

        owner.clock.advance(Duration.ofSeconds(10));
        var heads = owner.shard.rooms().heads(List.of(GARDEN, CELLAR));
        store.goAll();

        assertThat(await(heads)).hasSize(1);
        assertThat(await(heads).get(GARDEN))
                .satisfies(head -> assertThat(head.sequence()).isEqualTo(3));
    }

    @Test
    void roomsThatAreWantedTogetherAreAskedForTogether() {
        List<RoomId> rooms = List.of(GARDEN, CELLAR);
        posts(owner, GARDEN, "first");
        store.goAll();
        owner.clock.advance(Duration.ofSeconds(6));
        posts(owner, CELLAR, "second");
        store.goAll();
        owner.clock.advance(Duration.ofSeconds(5));
        var asked = owner.shard.rooms().heads(rooms); // the garden is due, the cellar is not
        assertThat(asked.isComplete()).isFalse();
        store.goAll();

        owner.clock.advance(Duration.ofSeconds(6));
        var cached = owner.shard.rooms().heads(rooms);

        assertThat(cached.isComplete()).isTrue();
        assertThat(await(cached)).isEqualTo(await(asked));
    }
}
