package dev.parley.presence.domain;

import static dev.parley.presence.domain.Gateway.ATTIC;
import static dev.parley.presence.domain.Gateway.LOBBY;
import static dev.parley.presence.domain.Gateway.gone;
import static dev.parley.presence.domain.Gateway.here;
import static dev.parley.presence.domain.Gateway.unwatch;
import static dev.parley.presence.domain.Gateway.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.SessionChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private final Shard shard = new Shard();
    private final Gateway one = new Gateway("g1", "a");
    private final Gateway two = new Gateway("g2", "a");

    @Nested
    class AReport {
        @Test
        void thatFitsIsApplied() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));

            long known = shard.hears(one.says(here(LOBBY, "s2", "bob"), gone(LOBBY, "s1")));

            assertThat(known).isEqualTo(2);
            assertThat(shard.here(LOBBY)).containsExactly("bob");
        }

        @Test
        void thatDoesNotFitIsAnsweredWithWhatIsHeld() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));

            long known = shard.hears(new RenewLease(0, one.node(), 5, 6, List.of(here(LOBBY, "s2", "bob"))));

            assertThat(known).isEqualTo(1);
            assertThat(shard.here(LOBBY)).containsExactly("alice");
        }

        @Test
        void ofAGatewayThatIsNotKnownIsAnsweredWithZero() {
            long known = shard.hears(new RenewLease(0, one.node(), 5, 6, List.of(here(LOBBY, "s2", "bob"))));

            assertThat(known).isZero();
            assertThat(shard.here(LOBBY)).isEmpty();
        }

        @Test
        void ofEverythingReplacesAllThatWasSaid() {
            shard.hears(one.says(here(LOBBY, "s1", "alice"), here(LOBBY, "s2", "bob"), watch(ATTIC)));

            long known = shard.hears(one.saysAll(List.of(here(LOBBY, "s2", "bob"), watch(LOBBY))));

            assertThat(known).isEqualTo(2);
            assertThat(shard.here(LOBBY)).containsExactly("bob");
            assertThat(shard.rooms.watched()).isEqualTo(1);
            assertThat(shard.rooms.size()).as("the attic is forgotten").isEqualTo(1);
        }

        @Test
        void thatComesTwiceChangesNothingTheSecondTime() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            RenewLease report = one.says(here(LOBBY, "s2", "bob"), gone(LOBBY, "s1"));
            shard.hears(report);

            long known = shard.hears(report);

            assertThat(known).isEqualTo(2);
            assertThat(shard.here(LOBBY)).containsExactly("bob");
            assertThat(shard.leases.sessions()).isEqualTo(1);
        }

        @Test
        void withAnUnfinishedChangeIsRefusedAsAWhole() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            SessionChange nobody = new SessionChange(LOBBY, new SessionId("s2"), null, SessionChange.Kind.HERE);

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> shard.hears(one.says(gone(LOBBY, "s1"), nobody)))
                    .matches(refusal -> refusal.code() == ErrorCode.BAD_REQUEST);

            assertThat(shard.here(LOBBY)).containsExactly("alice");
        }

        @Test
        void thatSaysASessionTwiceCountsItOnce() {
            shard.hears(one.says(here(LOBBY, "s1", "alice"), here(LOBBY, "s1", "alice"), watch(LOBBY), watch(LOBBY)));

            shard.hears(one.says(gone(LOBBY, "s1"), unwatch(LOBBY)));

            assertThat(shard.here(LOBBY)).isEmpty();
            assertThat(shard.rooms.size()).isZero();
        }

        @Test
        void thatGivesASessionToSomebodyElseTakesItFromTheFirst() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));

            shard.hears(one.says(here(LOBBY, "s1", "bob")));

            assertThat(shard.here(LOBBY)).containsExactly("bob");
        }
    }

    @Nested
    class ALeaseThatIsNotRenewed {
        @Test
        void voidsItselfAndNothingElse() {
            shard.hears(one.says(here(LOBBY, "s1", "alice"), watch(LOBBY)));
            shard.passes(Duration.ofSeconds(5));
            shard.hears(two.says(here(LOBBY, "s1", "bob"), watch(LOBBY)));

            shard.passes(Duration.ofSeconds(3));

            assertThat(shard.here(LOBBY)).containsExactly("bob");
            assertThat(shard.leases.size()).isEqualTo(1);
            assertThat(shard.rooms.watched()).isEqualTo(1);
        }

        @Test
        void isAskedForEverythingWhenItComesBack() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.passes(Shard.LEASE);

            assertThat(shard.hears(one.says())).isZero();
        }

        @Test
        void livesAsLongAsItIsRenewedEvenByReportsThatDoNotFit() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.passes(Duration.ofSeconds(7));
            shard.hears(new RenewLease(0, one.node(), 7, 8, List.of()));

            shard.passes(Duration.ofSeconds(7));

            assertThat(shard.here(LOBBY)).containsExactly("alice");
        }
    }

    @Nested
    class AnotherIncarnation {
        private final Gateway reborn = new Gateway("g1", "b");

        @Test
        void voidsTheOlderOneAtOnce() {
            shard.hears(one.says(here(LOBBY, "s1", "alice"), here(LOBBY, "s2", "bob")));
            shard.hears(two.says(here(ATTIC, "s3", "carol")));

            shard.hears(reborn.says(here(LOBBY, "s4", "bob")));

            assertThat(shard.here(LOBBY)).containsExactly("bob");
            assertThat(shard.here(ATTIC)).containsExactly("carol");
            assertThat(shard.leases.size()).isEqualTo(2);
        }

        @Test
        void voidsItEvenWhenItsReportDoesNotFit() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));

            long known = shard.hears(new RenewLease(0, reborn.node(), 3, 4, List.of()));

            assertThat(known).isZero();
            assertThat(shard.here(LOBBY)).isEmpty();
        }

        @Test
        void isNotVoidedByALateWordOfTheOlderOne() {
            shard.hears(one.says());
            shard.hears(reborn.says(here(LOBBY, "s1", "alice")));
            shard.hears(reborn.saysAll(List.of(here(LOBBY, "s1", "alice"))));

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> shard.hears(one.says()))
                    .matches(refusal -> refusal.code() == ErrorCode.CONFLICT);

            assertThat(shard.here(LOBBY)).containsExactly("alice");
        }
    }

    @Test
    void moreGatewaysThanTheTableHoldsAreRefusedAndTheOthersStay() {
        for (int i = 0; i < LeaseTable.MAX_LEASES; i++) {
            shard.hears(new Gateway("node" + i, "a").says());
        }

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> shard.hears(one.says()))
                .matches(refusal -> refusal.code() == ErrorCode.UNAVAILABLE);

        assertThat(shard.leases.size()).isEqualTo(LeaseTable.MAX_LEASES);
    }
}
