package dev.parley.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.InterestHeads;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.MayRead;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.RoomHead;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.chat.WhoMayRead;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.StompVersion;
import dev.parley.testkit.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway's feeds against a shard's owner that loses announcements, moves and is slow, as the backbone may be. */
class RoomFeedsTest {
    private static final RoomId ROOM = new RoomId("5");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final NodeId SELF = new NodeId("gw", "1");
    private static final Actor ALICE = new Actor(new UserId("a"), "alice", "Alice", Set.of("user"));
    private static final Actor BOB = new Actor(new UserId("b"), "bob", "Bob", Set.of("user"));
    private static final int READERS = 100;
    private static final FeedOptions OPTIONS = new FeedOptions(8, 2, 5, 2, 65_536, Duration.ofMillis(150));

    private final Vertx edge = Vertx.vertx();
    private final Vertx backbone = Vertx.vertx();
    private final Bus bus = new Bus(backbone, new Addresses(1, 1), PATIENCE);
    private final Owner owner = new Owner();
    private RoomFeeds feeds;
    private Context loop;

    /** The owner of the one shard: a log, and announcements that a test may lose. */
    private final class Owner {
        private final List<LoggedEvent> log = Collections.synchronizedList(new ArrayList<>());
        private volatile Epoch epoch = new Epoch("e1");
        private volatile boolean losing;
        /** The events up to this one are not in the log any more. */
        private volatile long cutOff;

        private final AtomicInteger failingReads = new AtomicInteger();
        private final List<WhoMayRead> asked = Collections.synchronizedList(new ArrayList<>());
        /** Whether nobody may read any more. */
        private volatile boolean hidden;
        /** Whether its owner says that everybody may read. */
        private volatile boolean isForEverybody;
        /** What answers about rights wait for. */
        private volatile Future<Void> answering = Future.succeededFuture();

        Future<Bus.Registration> serve() {
            return bus.serve(
                    Addresses.chatShard(0),
                    new CommandTable()
                            .on(SubscribeRoom.class, this::subscribe)
                            .on(ReadLog.class, this::read)
                            .on(RenewInterest.class, this::renew)
                            .on(WhoMayRead.class, this::whoMayRead));
        }

        private Position head() {
            return new Position(epoch, log.size());
        }

        private Future<Subscribed> subscribe(SubscribeRoom command) {
            return command.room().value().equals("secret")
                    ? Future.failedFuture(new Refusal(ErrorCode.NOT_FOUND, "no such room"))
                    : Future.succeededFuture(new Subscribed(head(), 1));
        }

        private Future<HistoryPage> read(ReadLog command) {
            if (failingReads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Future.failedFuture(Refusal.unavailable("the database is away"));
            }
            List<LoggedEvent> page = List.copyOf(log).stream()
                    .filter(event -> event.sequence() > Math.max(command.after(), cutOff))
                    .limit(command.limit())
                    .toList();
            return Future.succeededFuture(new HistoryPage(page, head(), false));
        }

        private Future<InterestHeads> renew(RenewInterest command) {
            List<RoomHead> moved = command.rooms().stream()
                    .filter(room -> !room.head().equals(head()))
                    .map(room -> new RoomHead(room.room(), head()))
                    .toList();
            return Future.succeededFuture(new InterestHeads(moved));
        }

        private Future<MayRead> whoMayRead(WhoMayRead command) {
            asked.add(command);
            if (failingReads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Future.failedFuture(Refusal.unavailable("the database is away"));
            }
            return answering.map(
                    ready -> new MayRead(hidden ? List.of() : command.people(), log.size(), isForEverybody));
        }

        void commit(int events) {
            List<LoggedEvent> batch = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                batch.add(add(EventType.CHAT, "{}"));
            }
            announce(batch);
        }

        /** All at once, and announced to nobody. */
        void commitUnseen(int events) {
            log.addAll(LongStream.rangeClosed(log.size() + 1L, log.size() + (long) events)
                    .mapToObj(sequence -> new LoggedEvent(sequence, EventType.CHAT, null, EventBody.of("{}")))
                    .toList());
        }

        /** An event between two others, all in one announcement. */
        void commitAround(EventType type, String body) {
            announce(List.of(add(EventType.CHAT, "{}"), add(type, body), add(EventType.CHAT, "{}")));
        }

        /** The whole log says something else from now on. */
        void rewrite(String body) {
            log.replaceAll(event -> new LoggedEvent(event.sequence(), event.type(), null, EventBody.of(body)));
        }

        private LoggedEvent add(EventType type, String body) {
            LoggedEvent event = new LoggedEvent(log.size() + 1L, type, null, EventBody.of(body));
            log.add(event);
            return event;
        }

        private void announce(List<LoggedEvent> batch) {
            if (!losing) {
                bus.tell(Addresses.gateway(SELF), new RoomAdvanced(ROOM, epoch, batch));
            }
        }
    }

    /** A reader that notes the sequences it got, and may refuse more. */
    private static final class Notes implements Reader {
        private final List<Long> sequences = Collections.synchronizedList(new ArrayList<>());
        private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> replayed = Collections.synchronizedList(new ArrayList<>());
        private volatile long capacity = Long.MAX_VALUE;
        private final List<Removal> removals = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean replaced;

        @Override
        public boolean hasRoom() {
            return sequences.size() < capacity;
        }

        @Override
        public void deliver(FeedEvent event, boolean replay) {
            bodies.add(event.event().body().json());
            sequences.add(event.sequence());
            if (replay) {
                replayed.add(event.sequence());
            }
        }

        @Override
        public void onRemoved(Removal why) {
            removals.add(why);
        }

        @Override
        public void onLogReplaced() {
            replaced = true;
        }
    }

    /** A reader that is written to. */
    private record Writing(Set<SharedFrame> frames, AtomicInteger deliveries) implements Reader {
        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void deliver(FeedEvent event, boolean replay) {
            frames.add(event.frame(StompVersion.V1_2, "/subscribe/chat/room/5", "sub-0", "", replay));
            deliveries.incrementAndGet();
        }

        @Override
        public void onRemoved(Removal why) {
            throw new AssertionError("nobody was removed");
        }

        @Override
        public void onLogReplaced() {
            throw new AssertionError("nobody replaced it");
        }
    }

    @BeforeEach
    void wire() {
        await(owner.serve());
        Context home = backbone.getOrCreateContext();
        loop = edge.getOrCreateContext();
        Interest interest = await(on(home, () -> {
            Interest made = new Interest(backbone, home, bus, SELF, OPTIONS);
            made.start();
            return made;
        }));
        CommandTable announcements = interest.hear(new CommandTable());
        await(on(home, () -> bus.serve(Addresses.gateway(SELF), announcements)).compose(served -> served));
        await(on(home, () -> bus.serve(Addresses.GATEWAYS, announcements)).compose(served -> served));
        feeds = await(on(loop, () -> new RoomFeeds(new EdgeBus(bus), interest, Wheel.turning(edge), OPTIONS)));
    }

    @AfterEach
    void close() {
        await(edge.close());
        await(backbone.close());
    }

    @Test
    void aLiveReaderGetsWhatIsCommittedFromThenOn() {
        owner.commit(3);
        Notes notes = live();

        owner.commit(2);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactly(4L, 5L));
        assertThat(notes.replayed).isEmpty();
    }

    @Test
    void allReadersOfARoomAreWrittenTheSameFrameObject() {
        Set<SharedFrame> frames = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        AtomicInteger deliveries = new AtomicInteger();
        for (int i = 0; i < READERS; i++) {
            open(new Writing(frames, deliveries), 1);
        }

        owner.commit(1);

        Eventually.within(PATIENCE, () -> assertThat(deliveries).hasValue(READERS));
        assertThat(frames).hasSize(1);
    }

    @Test
    void aReaderThatResumesGetsHistoryThenLiveWithoutASeam() {
        owner.commit(30);
        Notes notes = new Notes();
        open(notes, 11);

        owner.commit(10);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactlyElementsOf(range(11, 40)));
        assertThat(notes.replayed).containsExactlyElementsOf(range(11, 30));
    }

    @Test
    void aLostAnnouncementIsReadFromTheLogWhenTheNextOneShowsTheGap() {
        Notes notes = live();
        owner.losing = true;
        owner.commit(2);
        owner.losing = false;

        owner.commit(1);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactly(1L, 2L, 3L));
    }

    @Test
    void aLostLastAnnouncementIsFoundByTheNextDigest() {
        Notes notes = live();
        owner.commit(1);
        owner.losing = true;
        owner.commit(3);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactly(1L, 2L, 3L, 4L));
    }

    @Test
    void aGapGreaterThanTheRingIsPagedByTheReader() {
        Notes notes = live();
        owner.losing = true;
        owner.commit(40);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactlyElementsOf(range(1, 40)));
    }

    @Test
    void aReadThatFailsIsTriedAgain() {
        Notes notes = live();
        owner.failingReads.set(2);
        owner.losing = true;
        owner.commit(3);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactly(1L, 2L, 3L));
    }

    @Test
    void aRepeatedAnnouncementIsDeliveredOnce() {
        Notes notes = live();
        owner.commit(2);
        bus.tell(Addresses.gateway(SELF), new RoomAdvanced(ROOM, owner.epoch, List.copyOf(owner.log)));
        owner.commit(1);

        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactly(1L, 2L, 3L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenAWriterIsErasedWhatItSaidBeforeIsNotDeliveredFromMemory(boolean announcementIsLost) {
        Notes live = live();
        owner.commit(3);
        Eventually.within(PATIENCE, () -> assertThat(live.sequences).containsExactly(1L, 2L, 3L));

        owner.losing = announcementIsLost;
        String tombstone = "{\"message\":\"gone\"" + EventBody.ERASED_END;
        owner.rewrite(tombstone);
        owner.announce(List.of(owner.add(EventType.LEAVE, "{\"writerId\":\"c\"" + EventBody.ERASED_END)));
        Eventually.within(PATIENCE, () -> assertThat(live.sequences).containsExactly(1L, 2L, 3L, 4L));
        Notes late = new Notes();
        open(late, 1);

        Eventually.within(PATIENCE, () -> assertThat(late.sequences).containsExactly(1L, 2L, 3L, 4L));
        assertThat(live.bodies.subList(0, 3)).containsOnly("{}");
        assertThat(late.bodies.subList(0, 3)).containsOnly(tombstone);
    }

    @Test
    void aSlowReaderCatchesUpAndNobodyWaitsForIt() {
        Notes slow = new Notes();
        slow.capacity = 2;
        Cursor cursor = open(slow, 1);
        Notes healthy = live();
        owner.commit(50);
        Eventually.within(PATIENCE, () -> assertThat(healthy.sequences).hasSize(50));
        assertThat(slow.sequences).containsExactly(1L, 2L);

        slow.capacity = Long.MAX_VALUE;
        await(on(loop, () -> {
            cursor.advance();
            return true;
        }));

        Eventually.within(PATIENCE, () -> assertThat(slow.sequences).containsExactlyElementsOf(range(1, 50)));
    }

    @Nested
    class WhenSomebodyIsRemoved {
        private static final String OF_ALICE = "{\"targetId\":\"a\",\"writerId\":\"a\",\"message\":\"gone\"}";
        private static final String OF_ANOTHER = "{\"targetId\":\"b\",\"writerId\":\"b\",\"message\":\"gone\"}";
        private static final String HIDDEN = "{\"visibility\":\"private\"}";

        @ParameterizedTest
        @EnumSource(
                value = EventType.class,
                names = {"KICK", "BAN"})
        void theEventThatSaysSoIsTheLastThatIsDelivered(EventType type) {
            Notes removed = live();
            Notes other = live(BOB);

            owner.commitAround(type, OF_ALICE);

            Eventually.within(PATIENCE, () -> assertThat(other.sequences).containsExactly(1L, 2L, 3L));
            assertThat(removed.sequences).containsExactly(1L, 2L);
            assertThat(removed.removals).singleElement().satisfies(removal -> {
                assertThat(removal.seen()).isTrue();
                assertThat(Objects.requireNonNull(removal.event()).event().type())
                        .isEqualTo(type);
            });
            assertThat(other.removals).isEmpty();
            assertThat(owner.asked).isEmpty();
        }

        @Test
        void whoIsBehindGetsNothingMore() {
            Notes slow = new Notes();
            slow.capacity = 1;
            Cursor cursor = open(slow, 1);
            owner.commitAround(EventType.KICK, OF_ALICE);
            Eventually.within(PATIENCE, () -> assertThat(slow.removals).hasSize(1));

            slow.capacity = Long.MAX_VALUE;
            advance(cursor);
            Notes other = live(BOB);
            owner.commit(1);

            Eventually.within(PATIENCE, () -> assertThat(other.sequences).containsExactly(4L));
            assertThat(slow.sequences).containsExactly(1L);
            assertThat(slow.removals.get(0).seen()).isFalse();
        }

        @Test
        void ofSeveralWhoAreRemovedTogetherEachIsToldOfItsOwnRemoval() {
            Notes slow = new Notes();
            slow.capacity = 0;
            open(slow, 1);
            Notes other = new Notes();
            other.capacity = 0;
            open(other, BOB, 1);
            Watching watching = watch();

            owner.announce(List.of(
                    owner.add(EventType.CHAT, "{}"),
                    owner.add(EventType.KICK, OF_ANOTHER),
                    owner.add(EventType.BAN, OF_ALICE)));

            Eventually.within(PATIENCE, () -> assertThat(watching.removals).hasSize(1));
            assertThat(watching.reason()).isEqualTo(owner.log.get(2));
            assertThat(slow.removals)
                    .singleElement()
                    .isEqualTo(new Removal(ROOM, watching.removals.get(0).event(), false));
            assertThat(other.removals)
                    .singleElement()
                    .satisfies(removal -> assertThat(
                                    Objects.requireNonNull(removal.event()).event())
                            .isEqualTo(owner.log.get(1)));
        }

        @Test
        void aRemovalThatWasKnownToWhoAllowedTheSubscriptionIsHistory() {
            owner.commitAround(EventType.KICK, OF_ALICE);

            Notes again = new Notes();
            open(again, 1);

            Eventually.within(PATIENCE, () -> assertThat(again.sequences).containsExactly(1L, 2L, 3L));
            assertThat(again.removals).isEmpty();
        }

        @Test
        void aLostAnnouncementOfItComesWithTheLog() {
            Notes removed = live();
            Notes other = live(BOB);
            owner.losing = true;
            owner.commitAround(EventType.KICK, OF_ALICE);

            Eventually.within(PATIENCE, () -> assertThat(other.sequences).containsExactly(1L, 2L, 3L));
            assertThat(removed.sequences).containsExactly(1L, 2L);
            assertThat(removed.removals).hasSize(1);
        }

        @Test
        void whoLeavesGoesOnWhereTheRoomsOwnerSaysSo() {
            Notes notes = live();
            Notes other = live(BOB);

            owner.commitAround(EventType.LEAVE, OF_ALICE);
            owner.commitAround(EventType.LEAVE, OF_ANOTHER);
            Eventually.within(PATIENCE, () -> assertThat(notes.sequences).hasSize(6));
            Eventually.within(PATIENCE, () -> assertThat(other.sequences).hasSize(6));
            owner.hidden = true;
            owner.commitAround(EventType.LEAVE, OF_ALICE);

            Eventually.within(PATIENCE, () -> assertThat(other.sequences).hasSize(9));
            Eventually.within(PATIENCE, () -> assertThat(notes.removals).hasSize(1));
            assertThat(notes.sequences).containsExactlyElementsOf(range(1, 8));
            assertThat(notes.removals.get(0).seen()).isTrue();
        }

        @Test
        void aRoomThatIsHiddenIsHeardOnByWhomItsOwnerNames() {
            Notes notes = live();

            owner.commitAround(EventType.ROOM, HIDDEN);
            Eventually.within(PATIENCE, () -> assertThat(notes.sequences).containsExactly(1L, 2L, 3L));
            owner.hidden = true;
            owner.commitAround(EventType.ROOM, HIDDEN);

            Eventually.within(PATIENCE, () -> assertThat(notes.removals).hasSize(1));
            assertThat(notes.sequences).as("not even that it was hidden").containsExactly(1L, 2L, 3L, 4L);
            assertThat(owner.asked)
                    .extracting(question -> question.reached().sequence())
                    .containsExactly(2L, 5L);
        }

        @Test
        void whileItsOwnerIsAwayNothingIsHeard() {
            Notes notes = live();
            owner.failingReads.set(2);
            owner.hidden = true;

            owner.commitAround(EventType.ROOM, HIDDEN);

            Eventually.within(PATIENCE, () -> assertThat(notes.removals).hasSize(1));
            assertThat(notes.sequences).containsExactly(1L);
            assertThat(owner.asked).hasSize(3);
        }

        @Test
        void aGapThatTheRingCouldNotHoldIsAskedAbout() {
            Notes notes = live();
            owner.losing = true;
            owner.hidden = true;
            owner.commitUnseen(20);

            Eventually.within(PATIENCE, () -> assertThat(notes.removals).hasSize(1));
            assertThat(notes.sequences).isEmpty();
            assertThat(notes.removals.get(0).event()).isNull();
        }

        @Test
        void anEarlierDoubtThatWasSettledDoesNotExplainWhatEndsLater() {
            Notes notes = live();
            owner.commitAround(EventType.LEAVE, OF_ALICE);
            Eventually.within(PATIENCE, () -> assertThat(notes.sequences).hasSize(3));

            owner.losing = true;
            owner.hidden = true;
            owner.commitUnseen(20);

            Eventually.within(PATIENCE, () -> assertThat(notes.removals).hasSize(1));
            assertThat(notes.removals.get(0)).isEqualTo(new Removal(ROOM, null, false));
        }

        @Test
        void allWhoAreInDoubtAtOnceAreAskedAboutTogether() {
            Notes notes = live();
            Notes other = live(BOB);
            owner.losing = true;
            owner.commitUnseen(20);

            Eventually.within(PATIENCE, () -> assertThat(notes.sequences).hasSize(20));
            Eventually.within(PATIENCE, () -> assertThat(other.sequences).hasSize(20));
            assertThat(owner.asked)
                    .singleElement()
                    .satisfies(question -> assertThat(question.people()).containsExactly(ALICE.id(), BOB.id()));
        }

        @Test
        void anAnswerForEverybodySettlesWhatWasNotAskedYet() {
            owner.isForEverybody = true;
            Promise<Void> answer = Promise.promise();
            owner.answering = answer.future();
            Notes notes = live();
            Notes other = live(BOB);
            owner.commitAround(EventType.LEAVE, OF_ALICE);
            Eventually.within(PATIENCE, () -> assertThat(owner.asked).hasSize(1));
            owner.commitAround(EventType.LEAVE, OF_ANOTHER);
            Eventually.within(PATIENCE, () -> assertThat(other.sequences).hasSize(5));

            answer.complete();

            Eventually.within(PATIENCE, () -> assertThat(notes.sequences).hasSize(6));
            Eventually.within(PATIENCE, () -> assertThat(other.sequences).hasSize(6));
            assertThat(owner.asked).hasSize(1);
        }

        @Test
        void whoHearsSomethingElseOfTheRoomIsToldToo() {
            Watching watching = watch();

            owner.commitAround(EventType.KICK, OF_ANOTHER);
            owner.commitAround(EventType.KICK, OF_ALICE);

            Eventually.within(PATIENCE, () -> assertThat(watching.removals).hasSize(1));
            assertThat(watching.reason()).isEqualTo(owner.log.get(4));
            assertThat(Objects.requireNonNull(watching.hearing).isOver()).isTrue();
        }

        @Test
        void oneWhoFailsToGoOnHoldsNobodyElseUp() {
            watch(new Watching() {
                @Override
                public void onConfirmed() {
                    throw new IllegalStateException("a bug");
                }
            });
            Watching other = watch();

            owner.commitAround(EventType.ROOM, HIDDEN);

            Eventually.within(PATIENCE, () -> assertThat(other.confirmed).hasValue(1));
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void anAnswerAboutALogThatWasReplacedSaysNothingAboutTheNewOne(boolean isOnItsWay) {
            owner.commit(30);
            Notes notes = live(BOB);
            Watching watching = watch();
            Promise<Void> answer = Promise.promise();
            owner.answering = answer.future();
            owner.commitAround(EventType.LEAVE, OF_ALICE);
            Eventually.within(PATIENCE, () -> assertThat(owner.asked).isNotEmpty());
            if (!isOnItsWay) {
                answer.fail(Refusal.unavailable("the owner is away"));
            }

            owner.log.clear();
            owner.epoch = new Epoch("e2");
            bus.tellAll(Addresses.GATEWAYS, new ShardTaken(0));
            Eventually.within(PATIENCE, () -> assertThat(notes.replaced).isTrue());
            owner.answering = Future.succeededFuture();
            answer.tryComplete();
            Eventually.within(PATIENCE, () -> assertThat(watching.confirmed).hasValue(1));
            owner.commitAround(EventType.KICK, OF_ALICE);

            Eventually.within(PATIENCE, () -> assertThat(watching.removals).hasSize(1));
            assertThat(watching.reason()).isEqualTo(owner.log.get(1));
        }

        private Watching watch() {
            return watch(new Watching());
        }

        private Watching watch(Watching watching) {
            watching.hearing = await(on(loop, () -> feeds.open(ROOM, ALICE))
                    .compose(opening -> opening)
                    .compose(opening -> on(loop, () -> opening.watch(watching))));
            return watching;
        }
    }

    /** One who hears something else of the room than its log. */
    private static class Watching implements Hearing.Listener {
        private final List<Removal> removals = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger confirmed = new AtomicInteger();
        private @Nullable Hearing hearing;

        @Override
        public void onConfirmed() {
            confirmed.incrementAndGet();
        }

        @Override
        public void onRemoved(Removal removal) {
            removals.add(removal);
        }

        LoggedEvent reason() {
            return Objects.requireNonNull(removals.get(0).event()).event();
        }
    }

    private void advance(Cursor cursor) {
        await(on(loop, () -> {
            cursor.advance();
            return true;
        }));
    }

    @Test
    void aReplacedLogIsToldToItsReaders() {
        Notes notes = live();
        owner.commit(2);
        Eventually.within(PATIENCE, () -> assertThat(notes.sequences).hasSize(2));

        owner.epoch = new Epoch("e2");
        bus.tellAll(Addresses.GATEWAYS, new ShardTaken(0));

        Eventually.within(PATIENCE, () -> assertThat(notes.replaced).isTrue());
    }

    @Test
    void aReaderThatIsBehindALogThatWasCutOffIsTold() {
        owner.commit(30);
        Notes slow = new Notes();
        slow.capacity = 2;
        Cursor cursor = open(slow, 1);
        owner.cutOff = 20;

        slow.capacity = Long.MAX_VALUE;
        await(on(loop, () -> {
            cursor.advance();
            return true;
        }));

        Eventually.within(PATIENCE, () -> assertThat(slow.replaced).isTrue());
        assertThat(slow.sequences).doesNotContain(21L);
    }

    @Test
    void aReaderWhoseGapWasCutOffIsToldAndOthersGoOnBehindIt() {
        Notes before = live();
        owner.losing = true;
        owner.cutOff = 4;
        owner.commit(6);
        owner.losing = false;

        owner.commit(1);

        Eventually.within(PATIENCE, () -> assertThat(before.replaced).isTrue());
        Notes after = live();
        owner.commit(1);
        Eventually.within(PATIENCE, () -> assertThat(after.sequences).containsExactly(8L));
        assertThat(before.sequences).doesNotContain(5L);
    }

    @Test
    void aReaderThatPagesALogThatWasReplacedIsTold() {
        owner.commit(30);
        Notes slow = new Notes();
        slow.capacity = 2;
        Cursor cursor = open(slow, 1);
        owner.epoch = new Epoch("e2");

        slow.capacity = Long.MAX_VALUE;
        await(on(loop, () -> {
            cursor.advance();
            return true;
        }));

        Eventually.within(PATIENCE, () -> assertThat(slow.replaced).isTrue());
        assertThat(slow.sequences).as("what was read before").hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void aRefusedSubscriptionLeavesNothingBehind() {
        for (int attempt = 0; attempt < 5; attempt++) {
            Future<RoomFeeds.Opening> refused =
                    on(loop, () -> feeds.open(new RoomId("secret"), ALICE)).compose(opening -> opening);
            Eventually.within(PATIENCE, () -> assertThat(refused.failed()).isTrue());
            assertThat(Refusal.of(refused.cause()).code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void moreRoomsThanAllowedAreRefusedUntilOneIsLeft() {
        Cursor first = open(new Notes(), 1);
        await(on(loop, () -> feeds.open(new RoomId("6"), ALICE)).compose(opening -> opening));

        Future<RoomFeeds.Opening> third =
                on(loop, () -> feeds.open(new RoomId("7"), ALICE)).compose(opening -> opening);
        Eventually.within(PATIENCE, () -> assertThat(third.failed()).isTrue());
        assertThat(Refusal.of(third.cause()).code()).isEqualTo(ErrorCode.UNAVAILABLE);

        await(on(loop, () -> {
            first.end();
            return true;
        }));
        RoomFeeds.Opening opened =
                await(on(loop, () -> feeds.open(new RoomId("7"), ALICE)).compose(opening -> opening));
        assertThat(opened.first()).isEqualTo(1);
    }

    private Notes live() {
        return live(ALICE);
    }

    private Notes live(Actor who) {
        Notes notes = new Notes();
        open(notes, who, owner.log.size() + 1L);
        return notes;
    }

    private Cursor open(Reader reader, long next) {
        return open(reader, ALICE, next);
    }

    private Cursor open(Reader reader, Actor who, long next) {
        return await(on(loop, () -> feeds.open(ROOM, who))
                .compose(opening -> opening)
                .compose(opening -> on(loop, () -> {
                    Cursor cursor = opening.start(reader, next);
                    cursor.advance();
                    return cursor;
                })));
    }

    private static <T> Future<T> on(Context context, Callable<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
