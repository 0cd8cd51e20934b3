package dev.parley.presence.domain;

import static dev.parley.presence.domain.Gateway.LOBBY;
import static dev.parley.presence.domain.Gateway.gone;
import static dev.parley.presence.domain.Gateway.here;
import static dev.parley.presence.domain.Gateway.unwatch;
import static dev.parley.presence.domain.Gateway.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.SessionChange;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final Shard shard = new Shard();
    private final Gateway one = new Gateway("g1", "a");
    private final Gateway two = new Gateway("g2", "a");

    @BeforeEach
    void oneGatewayWatchesTheLobby() {
        shard.hears(one.says(watch(LOBBY)));
    }

    @Nested
    class APerson {
        @Test
        void onTwoGatewaysCountsOnceAndIsHereUntilTheLastSessionIsGone() {
            shard.hears(one.says(here(LOBBY, "s1", "alice"), here(LOBBY, "s2", "alice")));
            shard.hears(two.says(here(LOBBY, "s3", "alice")));
            assertThat(shard.whoIsIn(LOBBY).online()).isEqualTo(1);

            shard.hears(one.says(gone(LOBBY, "s1"), gone(LOBBY, "s2")));
            assertThat(shard.here(LOBBY)).containsExactly("alice");

            shard.hears(two.says(gone(LOBBY, "s3")));
            assertThat(shard.here(LOBBY)).isEmpty();
        }

        @Test
        void whoLeftIsShownWithTheTimeOfLeavingUntilComingBack() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.passes(Duration.ofSeconds(2));
            long left = shard.now().epochMillis();
            shard.hears(one.says(gone(LOBBY, "s1")));
            shard.passes(Duration.ofSeconds(2));

            assertThat(shard.whoIsIn(LOBBY).people())
                    .containsExactly(new PersonState(Gateway.person("alice"), false, left));

            shard.hears(one.says(here(LOBBY, "s4", "alice")));
            assertThat(shard.whoIsIn(LOBBY).people()).singleElement().matches(PersonState::online);
        }

        @Test
        void underANewDisplayNameIsToldAgain() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.passes(Shard.MERGE);
            shard.news();
            Person renamed = new Person(new UserId("id-alice"), "alice", "Alice L.");

            shard.hears(one.says(new SessionChange(LOBBY, new SessionId("s1"), renamed, SessionChange.Kind.HERE)));
            shard.passes(Shard.MERGE);

            assertThat(shard.events())
                    .singleElement()
                    .satisfies(event -> assertThat(((PresenceChanged) event).changes())
                            .singleElement()
                            .matches(state -> state.online() && state.who().equals(renamed)));
        }
    }

    @Nested
    class Changes {
        @Test
        void areToldTogetherAfterTheMergingTime() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.passes(Duration.ofMillis(600));
            shard.hears(one.says(here(LOBBY, "s2", "bob")));
            assertThat(shard.news()).isEmpty();

            shard.passes(Duration.ofMillis(400));

            assertThat(shard.news()).containsExactly("online 2: +alice +bob");
        }

        @Test
        void thatUndoEachOtherAreNotTold() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.hears(one.says(gone(LOBBY, "s1")));

            shard.passes(Shard.MERGE);

            assertThat(shard.news()).isEmpty();
        }

        @Test
        void ofALeaseThatEndedAreTold() {
            shard.hears(two.says(here(LOBBY, "s1", "alice"), here(LOBBY, "s2", "bob")));
            shard.passes(Duration.ofSeconds(7));
            shard.hears(one.says(here(LOBBY, "s3", "bob")));
            shard.news();

            shard.passes(Duration.ofSeconds(1));
            shard.passes(Shard.MERGE);

            assertThat(shard.news()).containsExactly("online 1: -alice");
        }

        @Test
        void goToEveryWatcherAndToNobodyElse() {
            shard.hears(two.says(watch(LOBBY)));
            shard.hears(new Gateway("g3", "a").says(here(LOBBY, "s1", "alice")));
            shard.passes(Shard.MERGE);
            assertThat(shard.tellings())
                    .singleElement()
                    .satisfies(telling ->
                            assertThat(telling.watchers()).containsExactlyInAnyOrder(one.node(), two.node()));

            shard.hears(one.says(unwatch(LOBBY), here(LOBBY, "s2", "bob")));
            shard.passes(Shard.MERGE);

            assertThat(shard.tellings())
                    .singleElement()
                    .satisfies(telling -> assertThat(telling.watchers()).containsExactly(two.node()));
        }

        @Test
        void ofAGatewayThatSaysEverythingAgainAreNone() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.types(LOBBY, "alice", true);
            shard.passes(Shard.MERGE);
            shard.news();

            shard.hears(one.saysAll(List.of(watch(LOBBY), here(LOBBY, "s1", "alice"))));
            shard.passes(Shard.MERGE);

            assertThat(shard.news()).isEmpty();
            assertThat(shard.rooms.watched()).isEqualTo(1);
        }

        @Test
        void haveVersionsThatGrowByOneAndNeverRestart() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            shard.passes(Shard.MERGE);
            long first = version(shard.events());
            shard.hears(one.says(gone(LOBBY, "s1")));
            shard.passes(Shard.MERGE);
            assertThat(version(shard.events())).isEqualTo(first + 1);

            shard.hears(one.says(unwatch(LOBBY)));
            assertThat(shard.rooms.size()).as("nothing is kept of the room").isZero();
            shard.hears(one.says(watch(LOBBY), here(LOBBY, "s1", "alice")));
            shard.passes(Shard.MERGE);

            assertThat(version(shard.events())).isGreaterThan(first + 1);
        }

        @Test
        void ofMoreRoomsThanATickTakesAreLeftToTheNext() {
            List<SessionChange> changes = IntStream.rangeClosed(0, Rooms.TOLD_PER_TICK)
                    .mapToObj(i -> new RoomId("room" + i))
                    .flatMap(room -> Stream.of(watch(room), here(room, "s", "alice")))
                    .toList();
            shard.hears(one.says(changes));

            shard.passes(Shard.MERGE);
            assertThat(shard.tellings()).hasSize(Rooms.TOLD_PER_TICK);

            shard.passes(Duration.ZERO);
            assertThat(shard.tellings()).hasSize(1);
        }
    }

    @Nested
    class WhoIsHere {
        @Test
        void coversWhatWasPendingWithTheVersionThatItWasToldUnder() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));

            RoomPresence answer = shard.whoIsIn(LOBBY);

            assertThat(answer.online()).isEqualTo(1);
            assertThat(version(shard.events())).isEqualTo(answer.version());
            shard.passes(Shard.MERGE);
            assertThat(shard.events()).as("told once").isEmpty();
        }

        @Test
        void isFollowedByGreaterVersionsOnly() {
            shard.hears(one.says(here(LOBBY, "s1", "alice")));
            long answered = shard.whoIsIn(LOBBY).version();
            shard.events();

            shard.hears(one.says(here(LOBBY, "s2", "bob")));
            shard.passes(Shard.MERGE);

            assertThat(version(shard.events())).isEqualTo(answered + 1);
        }

        @Test
        void ofARoomThatNobodyKnowsIsNobody() {
            RoomPresence answer = shard.whoIsIn(Gateway.ATTIC);

            assertThat(answer.online()).isZero();
            assertThat(answer.people()).isEmpty();
            assertThat(shard.rooms.size()).as("asking costs nothing").isEqualTo(1);
        }
    }

    @Nested
    class AboveTheNumberOfNames {
        @BeforeEach
        void fourAreHere() {
            shard.hears(one.says(here(LOBBY, "a", "alice"), here(LOBBY, "b", "bob"), here(LOBBY, "c", "carol")));
            shard.passes(Shard.MERGE);
            shard.hears(one.says(here(LOBBY, "d", "dave")));
            shard.passes(Shard.MERGE);
        }

        @Test
        void onlyTheNumberIsTold() {
            assertThat(shard.news()).containsExactly("online 3: +alice +bob +carol", "online 4:");
        }

        @Test
        void nobodyIsNamedOnAskingAndNothingIsToldEarly() {
            shard.news();
            shard.hears(one.says(here(LOBBY, "e", "eve")));

            RoomPresence answer = shard.whoIsIn(LOBBY);

            assertThat(answer.online()).isEqualTo(5);
            assertThat(answer.people()).isEmpty();
            assertThat(shard.news()).isEmpty();
        }

        @Test
        void everybodyIsNamedToOneWhoAskedBeforeThatWasTold() {
            shard.hears(one.says(gone(LOBBY, "d")));
            shard.passes(Shard.MERGE);
            shard.news();
            shard.hears(one.says(here(LOBBY, "d", "dave")));
            assertThat(shard.whoIsIn(LOBBY).people()).isEmpty();

            shard.hears(one.says(gone(LOBBY, "d")));
            shard.passes(Shard.MERGE);

            assertThat(shard.news()).containsExactly("online 3: +alice +bob +carol");
        }

        @Test
        void aNumberThatOnlyOneWhoAskedWasGivenIsCorrectedWhenItFallsBack() {
            shard.news();
            shard.hears(one.says(here(LOBBY, "e", "eve")));
            assertThat(shard.whoIsIn(LOBBY).online()).isEqualTo(5);

            shard.hears(one.says(gone(LOBBY, "e")));
            shard.passes(Shard.MERGE);

            assertThat(shard.news()).containsExactly("online 4:");
        }

        @Test
        void anExchangeOfPeopleIsNoNews() {
            shard.news();

            shard.hears(one.says(gone(LOBBY, "a"), here(LOBBY, "e", "eve")));
            shard.passes(Shard.MERGE);

            assertThat(shard.news()).isEmpty();
        }

        @Test
        void everybodyIsNamedAgainWhenItFallsBack() {
            shard.news();

            shard.hears(one.says(gone(LOBBY, "a"), gone(LOBBY, "b")));
            shard.passes(Shard.MERGE);

            assertThat(shard.news()).containsExactly("online 2: +carol +dave -alice -bob");
        }
    }

    private static long version(List<PresenceEvent> events) {
        assertThat(events).hasSize(1);
        return ((PresenceChanged) events.get(0)).version();
    }
}
