package dev.parley.chat.app;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CAROL;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.GATEWAY;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.closedRooms;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.openRooms;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Vocabulary;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.shard.ChatMeters;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.shard.Shard;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Marker;
import dev.parley.contracts.chat.MayRead;
import dev.parley.contracts.chat.Member;
import dev.parley.contracts.chat.MemberPage;
import dev.parley.contracts.chat.MoveMarkers;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.Replay;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.RoomHead;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.chat.WhoMayRead;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a shard answers to who reads, on a store in memory. */
class ReadingTest {
    private static final Target BOB_SHOWN = new Target(BOB.id(), "Bob");
    private static final RoomId NOWHERE = new RoomId("nowhere");

    private final MemoryStore store = new MemoryStore();
    private final List<String> announced = new ArrayList<>();
    private final Shard shard = shard();
    private final ReadRoomUseCase read = new ReadRoomUseCase(shard.sequencer(), shard.rooms(), store);
    private final ChangeRoomUseCase change = new ChangeRoomUseCase(closedRooms(), shard.sequencer());
    private final RenewInterestUseCase renew = new RenewInterestUseCase(shard.interests(), shard.rooms());

    /** A shard as a process that takes it has it; a second one is a second owner. */
    private Shard shard() {
        return Shard.open(
                new Shard.Parts(
                        store,
                        new Sequencer.Options(10, 100).turns(),
                        store,
                        (room, epoch, events, gateways) -> events.forEach(event -> gateways.forEach(
                                gateway -> announced.add(gateway + " " + room + " " + event.sequence()))),
                        new ChatMeters(new SimpleMeterRegistry()),
                        ManualClock.atNewYear(),
                        () -> 0,
                        time -> Future.succeededFuture()),
                new Shard.Options(new Sequencer.Options(10, 100), 10));
    }

    private final Markers markers = Vocabulary.markers(store);

    private SubscribeRoomUseCase subscribe(PostingRules rules) {
        return new SubscribeRoomUseCase(rules, shard, store, markers);
    }

    /** A public garden with alice and five messages (sequences 1 to 5), and a private cellar of hers. */
    private void furnish() {
        await(change.create(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        await(change.create(createRoom(CELLAR, ALICE, Visibility.PRIVATE)));
        for (int i = 1; i <= 5; i++) {
            await(change.post(post(GARDEN, ALICE, "m" + i)));
        }
    }

    private static List<Long> sequences(HistoryPage page) {
        return page.events().stream().map(LoggedEvent::sequence).toList();
    }

    private static ReadHistory last(RoomId room, int limit) {
        return new ReadHistory(room, BOB, null, null, limit);
    }

    @Test
    void aRoomIsShownWithTheRoleOfWhoAsks() {
        furnish();

        RoomView forAlice = await(read.get(new GetRoom(GARDEN, ALICE)));
        RoomView forBob = await(read.get(new GetRoom(GARDEN, BOB)));

        assertThat(forAlice.role()).isEqualTo(Role.OWNER);
        assertThat(forAlice.head().sequence()).isEqualTo(5);
        assertThat(forAlice.members()).isEqualTo(1);
        assertThat(forBob.role()).isNull();
    }

    @Test
    void toStrangersAPrivateRoomAnswersAsOneThatDoesNotExist() {
        furnish();

        for (RoomId room : List.of(CELLAR, NOWHERE)) {
            assertThat(refusalOf(read.get(new GetRoom(room, BOB)))).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(refusalOf(read.history(last(room, 5)))).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(refusalOf(subscribe(closedRooms()).run(new SubscribeRoom(room, BOB, GATEWAY))))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(refusalOf(change.join(join(room, BOB)))).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(refusalOf(change.post(post(room, BOB, "hi")))).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void whoHasLeftAPrivateRoomReadsItNoMore() {
        furnish();
        await(change.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.READER)));
        assertThat(await(read.get(new GetRoom(CELLAR, BOB))).role()).isEqualTo(Role.READER);

        await(change.leave(leave(CELLAR, BOB)));

        assertThat(refusalOf(read.get(new GetRoom(CELLAR, BOB)))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Nested
    class Removed {
        private ErrorCode refusedToBob(RoomId room) {
            ErrorCode code = refusalOf(read.history(last(room, 5)));
            assertThat(refusalOf(read.get(new GetRoom(room, BOB)))).isEqualTo(code);
            assertThat(refusalOf(subscribe(openRooms()).run(new SubscribeRoom(room, BOB, GATEWAY))))
                    .isEqualTo(code);
            return code;
        }

        @Test
        void fromAPrivateRoomSomebodyReadsItNoMore() {
            furnish();
            await(change.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.MEMBER)));

            await(change.remove(new RemoveMember(CELLAR, ALICE, BOB_SHOWN)));

            assertThat(refusedToBob(CELLAR)).isEqualTo(ErrorCode.NOT_FOUND);
        }

        @Test
        void theBannedReadAPublicRoomNoMoreUntilTheyAreUnbanned() {
            furnish();
            await(read.history(last(GARDEN, 5)));

            await(change.ban(new BanPerson(GARDEN, ALICE, BOB_SHOWN)));
            ErrorCode banned = refusedToBob(GARDEN);
            await(change.unban(new UnbanPerson(GARDEN, ALICE, BOB_SHOWN)));

            assertThat(banned).isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(sequences(await(read.history(last(GARDEN, 9))))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        }

        /** The shard knows bob as a member; another owner, which it has not noticed, has removed him since. */
        @Test
        void elsewhereSomebodyDoesNotReadWhatCameAfterwards() {
            furnish();
            await(change.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.MEMBER)));
            assertThat(sequences(await(read.history(last(CELLAR, 5))))).containsExactly(1L);
            ChangeRoomUseCase elsewhere = new ChangeRoomUseCase(closedRooms(), shard().sequencer());
            await(elsewhere.remove(new RemoveMember(CELLAR, ALICE, BOB_SHOWN)));
            await(elsewhere.post(post(CELLAR, ALICE, "secret")));

            assertThat(refusalOf(read.history(last(CELLAR, 5)))).isEqualTo(ErrorCode.NOT_FOUND);
        }

        /** The same, for who subscribes: the head that is pinned lies before the removal, which the gateway so sees. */
        @Test
        void elsewhereSomebodyIsSubscribedOnlyBeforeThat() {
            furnish();
            await(change.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.MEMBER)));
            await(read.history(last(CELLAR, 5)));
            ChangeRoomUseCase elsewhere = new ChangeRoomUseCase(closedRooms(), shard().sequencer());
            await(elsewhere.remove(new RemoveMember(CELLAR, ALICE, BOB_SHOWN)));

            Subscribed subscribed = await(subscribe(closedRooms()).run(new SubscribeRoom(CELLAR, BOB, GATEWAY)));

            assertThat(subscribed.head().sequence()).isEqualTo(1);
        }

        @Test
        void aGatewayIsToldWhoMayGoOnAlsoByAnOwnerThatHasNotNoticed() {
            furnish();
            await(change.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.MEMBER)));
            Epoch epoch = await(read.get(new GetRoom(CELLAR, BOB))).head().epoch();
            ChangeRoomUseCase elsewhere = new ChangeRoomUseCase(closedRooms(), shard().sequencer());
            await(elsewhere.remove(new RemoveMember(CELLAR, ALICE, BOB_SHOWN)));
            List<UserId> both = List.of(ALICE.id(), BOB.id());

            MayRead may = await(read.readers(new WhoMayRead(CELLAR, both, new Position(epoch, 2))));

            assertThat(may).isEqualTo(new MayRead(List.of(ALICE.id()), 2));
            MayRead garden = await(read.readers(new WhoMayRead(GARDEN, both, new Position(epoch, 0))));
            assertThat(garden).isEqualTo(new MayRead(both, garden.asOf(), true));
            assertThat(await(read.readers(new WhoMayRead(NOWHERE, both, new Position(epoch, 0))))
                            .people())
                    .isEmpty();
        }
    }

    @Test
    void membersAreListedPageByPage() {
        furnish();
        await(change.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.READER)));
        ListMembersUseCase list = new ListMembersUseCase(shard.sequencer(), shard.rooms(), store);

        MemberPage first = await(list.run(new ListMembers(CELLAR, BOB, null, 1)));
        MemberPage second = await(list.run(new ListMembers(CELLAR, BOB, first.cursor(), 1)));

        assertThat(first.items()).containsExactly(new Member(ALICE.id(), Role.OWNER));
        assertThat(second.items()).containsExactly(new Member(BOB.id(), Role.READER));
        assertThat(second.cursor()).isNull();
        assertThat(refusalOf(list.run(new ListMembers(CELLAR, CAROL, null, 1)))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusalOf(list.run(new ListMembers(CELLAR, BOB, "?", 1)))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Nested
    class History {
        @Test
        void withoutBoundsItIsTheNewest() {
            furnish();

            HistoryPage page = await(read.history(last(GARDEN, 2)));

            assertThat(sequences(page)).containsExactly(4L, 5L);
            assertThat(page.head().sequence()).isEqualTo(5);
            assertThat(page.hasMore()).isTrue();
        }

        @Test
        void betweenTwoBoundsItIsReadFromTheOlderOne() {
            furnish();

            HistoryPage page = await(read.history(new ReadHistory(GARDEN, BOB, 1L, 5L, 2)));

            assertThat(sequences(page)).containsExactly(2L, 3L);
            assertThat(page.hasMore()).isTrue();
        }

        @Test
        void aLimitOutOfBoundsIsBroughtWithinThem() {
            furnish();

            assertThat(sequences(await(read.history(last(GARDEN, 0))))).containsExactly(5L);
            assertThat(sequences(await(read.history(last(GARDEN, Integer.MAX_VALUE)))))
                    .hasSize(5);
        }

        @Test
        void aGatewayReadsTheLogAfterASequence() {
            furnish();

            HistoryPage page = await(read.log(new ReadLog(GARDEN, 2, 2)));

            assertThat(sequences(page)).containsExactly(3L, 4L);
            assertThat(page.hasMore()).isTrue();
            assertThat(refusalOf(read.log(new ReadLog(NOWHERE, 0, 2)))).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Nested
    class Subscribing {
        @Test
        void pinsTheHeadAndAnnouncesWhatFollows() {
            furnish();

            Subscribed subscribed = await(subscribe(closedRooms()).run(new SubscribeRoom(GARDEN, BOB, GATEWAY)));
            await(change.post(post(GARDEN, ALICE, "m6")));

            assertThat(subscribed.head().sequence()).isEqualTo(5);
            assertThat(subscribed.first()).isEqualTo(1);
            assertThat(announced).containsExactly(GATEWAY + " garden 6");
        }

        @Test
        void makesAPublicRoomWhereRoomsAreOpen() {
            Subscribed subscribed = await(subscribe(openRooms()).run(new SubscribeRoom(NOWHERE, BOB, GATEWAY)));

            assertThat(subscribed.head().sequence()).isZero();
            assertThat(await(read.get(new GetRoom(NOWHERE, CAROL))).visibility())
                    .isEqualTo(Visibility.PUBLIC);
            assertThat(await(store.rooms(List.of(NOWHERE)))).containsKey(NOWHERE);
        }

        @Test
        void aRefusedSubscriptionHearsNothing() {
            furnish();

            refusalOf(subscribe(closedRooms()).run(new SubscribeRoom(CELLAR, BOB, GATEWAY)));
            await(change.post(post(CELLAR, ALICE, "secret")));

            assertThat(announced).isEmpty();
        }
    }

    @Nested
    class Resuming {
        private static final DurableName PHONE = new DurableName("phone");

        private Subscribed resume(Replay replay) {
            return await(subscribe(closedRooms()).run(new SubscribeRoom(GARDEN, BOB, GATEWAY, replay)));
        }

        private Epoch epoch() {
            return await(read.get(new GetRoom(GARDEN, ALICE))).head().epoch();
        }

        private void acknowledge(DurableName name, Position position) {
            await(markers.move(new MoveMarkers(0, List.of(new Marker(GARDEN, BOB.id(), name, position)))));
        }

        @Test
        void tellsTheOldestEventThatIsStillThere() {
            furnish();
            store.truncate(GARDEN, 3);

            assertThat(resume(new Replay(0L, null, null)).first()).isEqualTo(4);
            store.truncate(GARDEN, 5);
            assertThat(resume(new Replay(0L, null, null)).first()).isEqualTo(6);
        }

        @Test
        void asksTheDatabaseWhereTheSubscriberHasSeenMoreThanTheShardKnows() {
            furnish();
            await(new ChangeRoomUseCase(closedRooms(), shard().sequencer()).post(post(GARDEN, ALICE, "elsewhere")));

            assertThat(resume(new Replay(6L, epoch(), null)).head().sequence()).isEqualTo(6);
            assertThat(resume(new Replay(99L, epoch(), null)).head().sequence()).isEqualTo(6);
        }

        @Test
        void aNewNameHasNoMarkerAndAnAcknowledgedOneHas() {
            furnish();

            assertThat(resume(new Replay(null, null, PHONE)).marker()).isNull();
            acknowledge(PHONE, new Position(epoch(), 2));

            assertThat(resume(new Replay(null, null, PHONE)).marker()).isEqualTo(new Position(epoch(), 2));
        }

        @Test
        void aPersonHasSoManyNamesInARoomAndKeepsThose() {
            furnish();
            List<DurableName> names =
                    List.of(PHONE, new DurableName("tablet"), new DurableName("watch"), new DurableName("car"));
            names.subList(0, 3).forEach(name -> acknowledge(name, new Position(epoch(), 1)));

            assertThat(refusalOf(subscribe(closedRooms())
                            .run(new SubscribeRoom(GARDEN, BOB, GATEWAY, new Replay(null, null, names.get(3))))))
                    .isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(resume(new Replay(null, null, PHONE)).marker()).isEqualTo(new Position(epoch(), 1));
        }
    }

    @Nested
    class Renewing {
        private RoomHead knownAt(RoomId room, long sequence) {
            Epoch epoch = await(read.get(new GetRoom(GARDEN, ALICE))).head().epoch();
            return new RoomHead(room, new Position(epoch, sequence));
        }

        @Test
        void tellsOnlyWhereTheGatewayIsBehind() {
            furnish();

            assertThat(await(renew.run(new RenewInterest(0, GATEWAY, List.of(knownAt(GARDEN, 5)))))
                            .moved())
                    .isEmpty();
            assertThat(await(renew.run(new RenewInterest(0, GATEWAY, List.of(knownAt(GARDEN, 4), knownAt(NOWHERE, 1)))))
                            .moved())
                    .containsExactly(knownAt(GARDEN, 5));
        }

        @Test
        void isInterestByItself() {
            furnish();

            await(renew.run(new RenewInterest(0, GATEWAY, List.of(knownAt(GARDEN, 5)))));
            await(change.post(post(GARDEN, ALICE, "m6")));
            await(renew.run(new RenewInterest(0, GATEWAY, List.of())));
            await(change.post(post(GARDEN, ALICE, "m7")));

            assertThat(announced).containsExactly(GATEWAY + " garden 6");
        }
    }

    @Test
    void whoMadeARoomAndJoinsItIsAnsweredWithoutAnEvent() {
        furnish();

        Posted posted = await(change.join(join(GARDEN, ALICE)));

        assertThat(posted.duplicate()).isTrue();
        assertThat(posted.position().sequence()).isZero();
        assertThat(posted.body().json()).isEqualTo("{}");
    }
}
