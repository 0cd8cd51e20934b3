package dev.parley.gateway.presence;

import static dev.parley.gateway.TestEdge.SOON;
import static dev.parley.gateway.presence.PresenceOwner.ALICE;
import static dev.parley.gateway.presence.PresenceOwner.BOB;
import static dev.parley.gateway.presence.PresenceOwner.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.TypingChanged;
import dev.parley.gateway.TestEdge;
import dev.parley.testkit.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceFeedsTest {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final RoomId TEA = new RoomId("tea");

    private final TestEdge edge = new TestEdge(1);
    private final PresenceOwner owner = PresenceOwner.of(edge, 0);
    private final PresenceReporter reporter =
            new PresenceReporter(edge.backbone(), edge.home(), edge.bus(), GATEWAY, 100);
    private final PresenceWatch watch = new PresenceWatch(reporter);
    private final PresenceFeeds feeds = feeds();

    private PresenceFeeds feeds() {
        return edge.make(() -> new PresenceFeeds(edge.edgeBus(), watch, room -> 0));
    }

    @BeforeEach
    void theGatewayHearsOwners() {
        edge.serve(Addresses.gateway(GATEWAY), watch.hear(new CommandTable()));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    /** What one who watches was told, in order: {@code SNAPSHOT 1}, {@code PRESENCE 2}, {@code TYPING true}. */
    private static final class Told implements PresenceFeeds.Sink {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
        private final List<Buffer> encoded = new CopyOnWriteArrayList<>();

        @Override
        public void deliver(String event, Buffer given) {
            JsonObject body = new JsonObject(given);
            encoded.add(given);
            bodies.add(body);
            events.add(event + " " + body.getValue(event.equals("TYPING") ? "typing" : "version"));
        }

        void hears(String... expected) {
            Eventually.within(SOON, () -> assertThat(events).containsExactly(expected));
        }
    }

    private PresenceFeeds.Watcher open(RoomId room, Told told) {
        return edge.on(() -> feeds.open(room, told));
    }

    private void holds(String... entries) {
        Eventually.within(SOON, () -> assertThat(owner.holds()).containsExactlyInAnyOrder(entries));
    }

    private static PresenceChanged change(long version) {
        return new PresenceChanged(LOBBY, version, 2, List.of(new PersonState(BOB, true, 1000)));
    }

    @Test
    void theSnapshotComesFirstThenTheChanges() {
        Told told = new Told();

        open(LOBBY, told);
        assertThat(told.events).containsExactly("SNAPSHOT 1");
        owner.tell(change(2));
        owner.tell(change(3));

        told.hears("SNAPSHOT 1", "PRESENCE 2", "PRESENCE 3");
    }

    @Test
    void itIsWatchedBeforeTheSnapshotIsAskedForSoNothingFallsBetween() {
        owner.holdLeaseAnswers();
        Future<PresenceFeeds.Watcher> opening = edge.make(() -> feeds.open(LOBBY, new Told()));
        holds("lobby/-");
        assertThat(owner.asked()).isZero();

        owner.giveLeaseAnswers();

        TestEdge.done(opening);
        assertThat(owner.asked()).isEqualTo(1);
    }

    @Test
    void aChangeThatTheSnapshotHoldsIsNotToldAgain() {
        owner.holdSnapshots();
        Told told = new Told();
        Future<PresenceFeeds.Watcher> opening = edge.make(() -> feeds.open(LOBBY, told));
        Eventually.within(SOON, () -> assertThat(owner.asked()).isEqualTo(1));

        owner.tell(change(5));
        owner.tell(new TypingChanged(LOBBY, BOB, true));
        owner.roomIsAt(5);
        TestEdge.await(edge.home(), Future::succeededFuture);
        owner.giveSnapshots();
        TestEdge.done(opening);
        owner.tell(change(6));

        told.hears("SNAPSHOT 5", "PRESENCE 6");
    }

    @Test
    void anOldChangeIsIgnored() {
        owner.roomIsAt(5);
        Told told = new Told();
        open(LOBBY, told);

        owner.tell(change(4));
        owner.tell(change(5));
        owner.tell(change(6));
        owner.tell(change(6));
        owner.tell(change(7));

        told.hears("SNAPSHOT 5", "PRESENCE 6", "PRESENCE 7");
    }

    @Test
    void aSkippedVersionAsksForASnapshotAgain() {
        Told told = new Told();
        open(LOBBY, told);
        owner.roomIsAt(4);

        owner.tell(change(3));
        told.hears("SNAPSHOT 1", "SNAPSHOT 4");
        owner.tell(change(5));

        told.hears("SNAPSHOT 1", "SNAPSHOT 4", "PRESENCE 5");
    }

    @Test
    void allWhoMissedTheSameShareOneSnapshotAndAllChangesTheirBytes() {
        Told one = new Told();
        Told two = new Told();
        open(LOBBY, one);
        open(LOBBY, two);
        owner.roomIsAt(4);

        owner.tell(change(3));
        one.hears("SNAPSHOT 1", "SNAPSHOT 4");
        two.hears("SNAPSHOT 1", "SNAPSHOT 4");
        owner.tell(change(5));
        one.hears("SNAPSHOT 1", "SNAPSHOT 4", "PRESENCE 5");
        two.hears("SNAPSHOT 1", "SNAPSHOT 4", "PRESENCE 5");

        assertThat(owner.asked()).as("twice to open, and once again").isEqualTo(3);
        assertThat(one.encoded.get(1)).isSameAs(two.encoded.get(1));
        assertThat(one.encoded.get(2)).isSameAs(two.encoded.get(2));
    }

    @Test
    void whoMissesSomethingWhileASnapshotIsOnItsWayGetsALaterOne() {
        Told one = new Told();
        Told two = new Told();
        PresenceFeeds.Watcher first = open(LOBBY, one);
        PresenceFeeds.Watcher second = open(LOBBY, two);
        owner.holdSnapshots();
        edge.run(first::again);
        Eventually.within(SOON, () -> assertThat(owner.asked()).isEqualTo(3));

        edge.run(second::again);
        owner.giveSnapshots();

        one.hears("SNAPSHOT 1", "SNAPSHOT 1");
        two.hears("SNAPSHOT 1", "SNAPSHOT 1");
        assertThat(owner.asked()).isEqualTo(4);
    }

    @Test
    void typingIsToldAsItComes() {
        Told told = new Told();
        open(LOBBY, told);

        owner.tell(new TypingChanged(LOBBY, BOB, true));
        owner.tell(new TypingChanged(LOBBY, BOB, false));

        told.hears("SNAPSHOT 1", "TYPING true", "TYPING false");
    }

    @Test
    void aRoomHearsNothingOfAnother() {
        Told lobby = new Told();
        Told tea = new Told();
        open(LOBBY, lobby);
        open(TEA, tea);

        owner.tell(change(2));
        lobby.hears("SNAPSHOT 1", "PRESENCE 2");

        assertThat(tea.events).containsExactly("SNAPSHOT 1");
    }

    @Test
    void aNewOwnerMakesEverybodyHearASnapshotAgain() {
        Told one = new Told();
        Told two = new Told();
        open(LOBBY, one);
        open(LOBBY, two);
        holds("lobby/-");

        owner.forget();
        owner.roomIsAt(1000);
        TestEdge.await(edge.home(), () -> {
            reporter.start();
            return Future.succeededFuture();
        });

        one.hears("SNAPSHOT 1", "SNAPSHOT 1000");
        two.hears("SNAPSHOT 1", "SNAPSHOT 1000");
    }

    @Test
    void aRoomIsWatchedUntilTheLastOfAnyLoopHasEnded() {
        PresenceFeeds ofAnotherLoop = feeds();
        PresenceFeeds.Watcher one = open(LOBBY, new Told());
        PresenceFeeds.Watcher two = open(LOBBY, new Told());
        PresenceFeeds.Watcher three = edge.on(() -> ofAnotherLoop.open(LOBBY, new Told()));
        PresenceFeeds.Watcher tea = open(TEA, new Told());

        edge.run(one::end);
        edge.run(two::end);
        edge.run(tea::end);
        holds("lobby/-");
        edge.run(three::end);

        holds();
    }

    @Test
    void whoHasEndedHearsNothingMore() {
        Told ended = new Told();
        Told stays = new Told();
        PresenceFeeds.Watcher watcher = open(LOBBY, ended);
        open(LOBBY, stays);

        edge.run(watcher::end);
        owner.tell(change(2));

        stays.hears("SNAPSHOT 1", "PRESENCE 2");
        assertThat(ended.events).containsExactly("SNAPSHOT 1");
    }

    @Test
    void aSnapshotThatComesAfterTheEndIsNotTold() {
        Told ended = new Told();
        Told stays = new Told();
        PresenceFeeds.Watcher watcher = open(LOBBY, ended);
        PresenceFeeds.Watcher other = open(LOBBY, stays);
        owner.holdSnapshots();
        edge.run(() -> {
            watcher.again();
            other.again();
        });

        edge.run(watcher::end);
        owner.giveSnapshots();

        stays.hears("SNAPSHOT 1", "SNAPSHOT 1");
        assertThat(ended.events).containsExactly("SNAPSHOT 1");
    }

    @Test
    void whoWasToldBeforeGetsTheSnapshotOnceTheOwnerIsThereAgain() {
        Told told = new Told();
        open(LOBBY, told);
        owner.roomIsAt(4);
        owner.fail();

        owner.tell(change(3));
        Eventually.within(SOON, () -> assertThat(owner.asked()).isGreaterThanOrEqualTo(3));
        owner.recover();

        told.hears("SNAPSHOT 1", "SNAPSHOT 4");
    }

    @Test
    void whoCannotBeToldIsRefusedAndWatchesNothing() {
        TestEdge.done(reporter.watch(TEA));
        owner.holdSnapshots();
        Told told = new Told();
        Future<PresenceFeeds.Watcher> opening = edge.make(() -> feeds.open(LOBBY, told));
        holds("lobby/-", "tea/-");

        assertThat(edge.refusalOf(() -> opening).code()).isEqualTo(ErrorCode.UNAVAILABLE);

        holds("tea/-");
        assertThat(told.events).isEmpty();
    }

    @Test
    void theBodiesAreThoseOfTheProtocol() {
        Told told = new Told();
        open(LOBBY, told);
        owner.tell(change(2));
        owner.tell(new TypingChanged(LOBBY, BOB, true));
        told.hears("SNAPSHOT 1", "PRESENCE 2", "TYPING true");

        assertThat(told.bodies.get(0)).isEqualTo(new JsonObject("""
                                {"type":"SNAPSHOT","chatRoomId":"lobby","version":1,"online":1,
                                 "people":[{"userId":"u-alice","username":"alice","displayName":"Alice",
                                            "state":"online","lastSeen":"1970-01-01T00:00:00Z"}],
                                 "typing":[{"userId":"u-bob","username":"bob","displayName":"Bob"}]}"""));
        assertThat(told.bodies.get(1)).isEqualTo(new JsonObject("""
                                {"type":"PRESENCE","chatRoomId":"lobby","version":2,"online":2,
                                 "people":[{"userId":"u-bob","username":"bob","displayName":"Bob",
                                            "state":"online","lastSeen":"1970-01-01T00:00:01Z"}]}"""));
        assertThat(told.bodies.get(2)).isEqualTo(new JsonObject("""
                                {"type":"TYPING","chatRoomId":"lobby","userId":"u-bob","username":"bob",
                                 "displayName":"Bob","typing":true}"""));
        assertThat(PresenceJson.people(List.of(new PersonState(ALICE, false, 0)))
                        .getJsonObject(0)
                        .getString("state"))
                .isEqualTo("offline");
    }

    @Test
    void whereTheOwnerIsAwayTheRefusalComesOnTheLoopThatAsked() {
        try (TestEdge alone = new TestEdge(1)) {
            PresenceWatch unheard =
                    new PresenceWatch(new PresenceReporter(alone.backbone(), alone.home(), alone.bus(), GATEWAY, 100));
            PresenceFeeds lost = alone.make(() -> new PresenceFeeds(alone.edgeBus(), unheard, room -> 0));

            boolean unavailableHere = alone.on(() -> {
                Context loop = Vertx.currentContext();
                return lost.open(LOBBY, new Told())
                        .transform(done -> Future.succeededFuture(done.failed()
                                && Refusal.of(done.cause()).code() == ErrorCode.UNAVAILABLE
                                && Vertx.currentContext() == loop));
            });

            assertThat(unavailableHere).isTrue();
        }
    }
}
