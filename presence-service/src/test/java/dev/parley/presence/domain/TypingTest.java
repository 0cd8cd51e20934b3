package dev.parley.presence.domain;

import static dev.parley.presence.domain.Gateway.ATTIC;
import static dev.parley.presence.domain.Gateway.LOBBY;
import static dev.parley.presence.domain.Gateway.gone;
import static dev.parley.presence.domain.Gateway.here;
import static dev.parley.presence.domain.Gateway.person;
import static dev.parley.presence.domain.Gateway.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.RoomId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingTest {
    private final Shard shard = new Shard();
    private final Gateway gateway = new Gateway("g1", "a");

    @BeforeEach
    void aliceIsInTheLobbyAndItIsWatched() {
        shard.hears(gateway.says(watch(LOBBY), here(LOBBY, "s1", "alice"), here(LOBBY, "s2", "alice")));
        shard.passes(Shard.MERGE);
        shard.news();
    }

    @Test
    void itIsToldAtOnceAndNotAgainWhileUnchanged() {
        shard.types(LOBBY, "alice", true);
        shard.types(LOBBY, "alice", true);
        assertThat(shard.news()).containsExactly("alice types");

        shard.types(LOBBY, "alice", false);
        shard.types(LOBBY, "alice", false);
        assertThat(shard.news()).containsExactly("alice ceases");
    }

    @Test
    void itIsInTheAnswerToWhoIsHere() {
        shard.types(LOBBY, "alice", true);

        assertThat(shard.whoIsIn(LOBBY).typing()).containsExactly(person("alice"));
    }

    @Test
    void itEndsByItselfUnlessRepeated() {
        shard.types(LOBBY, "alice", true);
        shard.passes(Duration.ofSeconds(5));
        shard.types(LOBBY, "alice", true);
        shard.hears(gateway.says());
        shard.passes(Duration.ofSeconds(5));
        assertThat(shard.news()).containsExactly("alice types");

        shard.passes(Duration.ofSeconds(1));

        assertThat(shard.news()).containsExactly("alice ceases");
        assertThat(shard.whoIsIn(LOBBY).typing()).isEmpty();
    }

    @Test
    void itEndsWithThePersonsLastSession() {
        shard.types(LOBBY, "alice", true);
        shard.hears(gateway.says(gone(LOBBY, "s1")));
        assertThat(shard.news()).containsExactly("alice types");

        shard.hears(gateway.says(gone(LOBBY, "s2")));

        assertThat(shard.news()).containsExactly("alice ceases");
    }

    @Test
    void itIsNotKeptWhereNobodyIsAndNobodyWatches() {
        shard.types(ATTIC, "alice", true);

        assertThat(shard.whoIsIn(ATTIC).typing()).isEmpty();
    }

    @Test
    void aRoomShowsNoMoreThanItsBoundAndAnEndMakesPlace() {
        Typing typing = new Typing();
        for (int i = 0; i < Typing.PER_ROOM; i++) {
            assertThat(typing.begin(LOBBY, person("p" + i), 1)).isTrue();
        }

        assertThat(typing.begin(LOBBY, person("late"), 1)).isFalse();
        assertThat(typing.in(LOBBY)).hasSize(Typing.PER_ROOM);

        typing.end(LOBBY, person("p0").id());
        assertThat(typing.begin(LOBBY, person("late"), 1)).isTrue();
    }

    @Test
    void allRoomsTogetherShowNoMoreThanTheirBoundUntilSomeEnd() {
        Typing typing = new Typing();
        for (int i = 0; i < Typing.IN_ALL; i++) {
            typing.begin(new RoomId("room" + i), person("alice"), 1);
        }
        assertThat(typing.begin(LOBBY, person("alice"), 1)).isFalse();

        assertThat(typing.expire(1)).hasSize(Typing.IN_ALL);

        assertThat(typing.begin(LOBBY, person("alice"), 2)).isTrue();
    }
}
