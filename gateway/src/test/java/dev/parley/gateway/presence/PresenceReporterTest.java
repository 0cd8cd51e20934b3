package dev.parley.gateway.presence;

import static dev.parley.gateway.TestEdge.SOON;
import static dev.parley.gateway.presence.PresenceOwner.ALICE;
import static dev.parley.gateway.presence.PresenceOwner.BOB;
import static dev.parley.gateway.presence.PresenceOwner.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.SessionChange;
import dev.parley.gateway.TestEdge;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PresenceReporterTest {
    private static final long RENEW_MILLIS = 150;
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final RoomId TEA = new RoomId("tea");
    private static final SessionId S1 = new SessionId("s1");
    private static final SessionId S2 = new SessionId("s2");

    private final TestEdge edge = new TestEdge(1);
    private final PresenceOwner owner = PresenceOwner.of(edge, 0);
    private final PresenceReporter reporter =
            new PresenceReporter(edge.backbone(), edge.home(), edge.bus(), GATEWAY, RENEW_MILLIS);
    private final List<Set<RoomId>> startedAnew = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        reporter.onStartedAnew(startedAnew::add);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private void renewing() {
        TestEdge.await(edge.home(), () -> {
            reporter.start();
            return Future.succeededFuture();
        });
    }

    private Future<Void> stop() {
        return Future.future(
                stopped -> edge.home().runOnContext(ignored -> reporter.stop().onComplete(stopped)));
    }

    private void holds(String... entries) {
        Eventually.within(SOON, () -> assertThat(owner.holds()).containsExactlyInAnyOrder(entries));
    }

    private void reports(int count) {
        Eventually.within(SOON, () -> assertThat(owner.reports()).hasSize(count));
    }

    private static SessionChange here(SessionId session) {
        return new SessionChange(LOBBY, session, ALICE, SessionChange.Kind.HERE);
    }

    private static SessionChange gone(SessionId session) {
        return new SessionChange(LOBBY, session, null, SessionChange.Kind.GONE);
    }

    @Test
    void changesWithinAMomentGoInOneReport() {
        edge.home().runOnContext(ignored -> {
            reporter.here(LOBBY, S1, ALICE);
            reporter.here(LOBBY, S2, ALICE);
        });

        reports(1);
        assertThat(owner.heard()).containsExactly(new RenewLease(0, GATEWAY, 0, 1, List.of(here(S1), here(S2))));
    }

    @Test
    void theNextReportSaysOnlyWhatChangedSince() {
        reporter.here(LOBBY, S1, ALICE);
        holds("lobby/s1");

        reporter.here(LOBBY, S2, ALICE);
        holds("lobby/s1", "lobby/s2");
        reporter.gone(LOBBY, S1);
        holds("lobby/s2");

        assertThat(owner.heard())
                .containsExactly(
                        new RenewLease(0, GATEWAY, 0, 1, List.of(here(S1))),
                        new RenewLease(0, GATEWAY, 1, 2, List.of(here(S2))),
                        new RenewLease(0, GATEWAY, 2, 3, List.of(gone(S1))));
    }

    @Test
    void aRenewalWithoutChangesLeavesTheVersion() {
        renewing();
        reporter.here(LOBBY, S1, ALICE);
        reports(1);
        RenewLease nothingNew = new RenewLease(0, GATEWAY, 1, 1, List.of());

        Eventually.within(SOON, () -> assertThat(owner.heard()).endsWith(nothingNew, nothingNew));

        assertThat(owner.reports()).hasSize(1);
    }

    @Test
    void whatChangesWhileAReportIsOnItsWayWaitsForItsAnswer() {
        owner.holdLeaseAnswers();
        reporter.here(LOBBY, S1, ALICE);
        reports(1);

        reporter.here(LOBBY, S2, ALICE);
        reporter.gone(LOBBY, S1);
        TestEdge.done(edge.backbone().timer(60)); // three times as long as changes are gathered
        assertThat(owner.heard()).hasSize(1);
        owner.giveLeaseAnswers();

        holds("lobby/s2");
        assertThat(owner.heard().get(1)).isEqualTo(new RenewLease(0, GATEWAY, 1, 2, List.of(here(S2), gone(S1))));
    }

    @Test
    void aNewOwnerIsToldEverythingAtTheNextRenewal() {
        reporter.here(LOBBY, S1, ALICE);
        reporter.here(TEA, S2, BOB);
        reporter.watch(TEA);
        holds("lobby/s1", "tea/s2", "tea/-");
        reporter.gone(LOBBY, S1);
        holds("tea/s2", "tea/-");

        owner.forget();
        renewing();

        holds("tea/s2", "tea/-");
        assertThat(owner.reports().get(owner.reports().size() - 1).base()).isZero();
    }

    @Test
    void aNewOwnerIsToldEverythingBesideAChange() {
        reporter.here(LOBBY, S1, ALICE);
        holds("lobby/s1");

        owner.forget();
        reporter.here(LOBBY, S2, ALICE);

        holds("lobby/s1", "lobby/s2");
    }

    @Nested
    class WhenAReportFails {
        @Test
        void nothingIsLost() {
            reporter.here(LOBBY, S1, ALICE);
            holds("lobby/s1");
            renewing();

            owner.fail();
            reporter.here(TEA, S2, BOB);
            reporter.gone(LOBBY, S1);
            reporter.watch(TEA);
            Eventually.within(
                    SOON,
                    () -> assertThat(owner.heard().get(owner.heard().size() - 1).changes())
                            .hasSize(2)); // everything, in vain
            owner.recover();

            holds("tea/s2", "tea/-");
        }

        @Test
        void itsAnswerMayHaveBeenLostOnly() {
            owner.loseAnswers();
            reporter.here(LOBBY, S1, ALICE);
            holds("lobby/s1");

            owner.recover();
            reporter.gone(LOBBY, S1);
            reporter.here(LOBBY, S2, ALICE);

            holds("lobby/s2");
        }

        @Test
        void itIsNotSaidAgainBeforeTheNextRenewal() {
            owner.fail();
            reporter.here(LOBBY, S1, ALICE);
            reports(1);

            TestEdge.done(edge.backbone().timer(60));

            assertThat(owner.heard()).hasSize(1);
        }

        @Test
        void aWatchWaitsUntilItIsKnown() {
            owner.fail();
            Future<Void> watching = reporter.watch(LOBBY);
            reports(1);
            TestEdge.done(edge.backbone().timer(20));
            assertThat(watching.isComplete()).isFalse();

            owner.recover();
            renewing();

            TestEdge.done(watching);
            holds("lobby/-");
        }
    }

    @Test
    void aWatchIsDoneWhenTheOwnerKnowsAndNotBefore() {
        owner.holdLeaseAnswers();
        Future<Void> watching = reporter.watch(LOBBY);
        holds("lobby/-");
        assertThat(watching.isComplete()).isFalse();

        owner.giveLeaseAnswers();

        TestEdge.done(watching);
    }

    @Test
    void aNewOwnerIsSaidSoWithTheRoomsThatAreWatched() {
        TestEdge.done(reporter.watch(LOBBY));
        TestEdge.done(reporter.watch(TEA));
        reporter.here(LOBBY, S1, ALICE);
        reporter.unwatch(TEA);
        holds("lobby/-", "lobby/s1");
        assertThat(startedAnew).isEmpty();

        owner.forget();
        renewing();

        Eventually.within(SOON, () -> assertThat(startedAnew).containsExactly(Set.of(LOBBY)));
    }

    @Test
    void whoStopsSaysThatNobodyIsHere() {
        renewing();
        reporter.here(LOBBY, S1, ALICE);
        reporter.watch(LOBBY);
        holds("lobby/s1", "lobby/-");

        TestEdge.done(stop());

        assertThat(owner.holds()).isEmpty();
        int heard = owner.heard().size();
        TestEdge.done(edge.backbone().timer(2 * RENEW_MILLIS));
        assertThat(owner.heard()).hasSize(heard);
    }

    @Test
    void whoStopsWhileTheOwnerIsAwayStopsAllTheSame() {
        reporter.here(LOBBY, S1, ALICE);
        holds("lobby/s1");
        owner.fail();

        TestEdge.done(stop());
    }

    @Test
    void roomsOfTwoShardsAreReportedToTheirOwners() {
        try (TestEdge two = new TestEdge(2)) {
            List<PresenceOwner> owners = List.of(PresenceOwner.of(two, 0), PresenceOwner.of(two, 1));
            PresenceReporter both = new PresenceReporter(two.backbone(), two.home(), two.bus(), GATEWAY, RENEW_MILLIS);
            List<RoomId> rooms = Stream.of("1", "2", "3", "4").map(RoomId::new).toList();

            rooms.forEach(room -> both.here(room, S1, ALICE));

            rooms.forEach(room -> Eventually.within(SOON, () -> {
                int shard = two.bus().addresses().presenceShardOf(room);
                assertThat(owners.get(shard).holds()).contains(room + "/s1");
                assertThat(owners.get(1 - shard).holds()).doesNotContain(room + "/s1");
            }));
        }
    }

    @Test
    void aSessionThatHearsARoomTwiceIsThereOnceAndUntilTheLast() {
        reporter.here(TEA, S2, BOB); // the first report says everything, once
        holds("tea/s2");

        reporter.here(LOBBY, S1, ALICE);
        reporter.here(LOBBY, S1, ALICE);
        reporter.gone(LOBBY, S1);
        holds("lobby/s1", "tea/s2");
        reporter.gone(LOBBY, S1);
        holds("tea/s2");

        assertThat(owner.reports()).extracting(RenewLease::changes).endsWith(List.of(here(S1)), List.of(gone(S1)));
    }
}
