package dev.parley.presence.domain;

import static dev.parley.presence.domain.Gateway.LOBBY;
import static dev.parley.presence.domain.Gateway.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PersonState;
import org.junit.jupiter.api.Test;

class LastSeenTest {
    private final LastSeen lastSeen = new LastSeen();

    @Test
    void aRoomForgetsWhoLeftFirst() {
        for (int i = 0; i <= LastSeen.PER_ROOM; i++) {
            lastSeen.left(LOBBY, gone("p" + i, i));
        }

        assertThat(lastSeen.in(LOBBY))
                .hasSize(LastSeen.PER_ROOM)
                .doesNotContain(gone("p0", 0))
                .contains(gone("p1", 1));
        assertThat(lastSeen.size()).isEqualTo(LastSeen.PER_ROOM);
    }

    @Test
    void allRoomsTogetherForgetWhoLeftFirst() {
        for (int i = 0; i <= LastSeen.IN_ALL; i++) {
            lastSeen.left(new RoomId("room" + i), gone("alice", i));
        }

        assertThat(lastSeen.size()).isEqualTo(LastSeen.IN_ALL);
        assertThat(lastSeen.in(new RoomId("room0"))).isEmpty();
        assertThat(lastSeen.in(new RoomId("room1"))).hasSize(1);
    }

    @Test
    void whoLeavesAgainIsTheLatest() {
        lastSeen.left(LOBBY, gone("alice", 1));
        lastSeen.left(LOBBY, gone("bob", 2));

        lastSeen.left(LOBBY, gone("alice", 3));

        assertThat(lastSeen.in(LOBBY)).containsExactly(gone("bob", 2), gone("alice", 3));
    }

    @Test
    void whoComesBackIsForgotten() {
        lastSeen.left(LOBBY, gone("alice", 1));

        lastSeen.cameBack(LOBBY, person("alice").id());

        assertThat(lastSeen.in(LOBBY)).isEmpty();
        assertThat(lastSeen.of(LOBBY, person("alice").id())).isNull();
        assertThat(lastSeen.size()).isZero();
    }

    private static PersonState gone(String name, long at) {
        return new PersonState(person(name), false, at);
    }
}
