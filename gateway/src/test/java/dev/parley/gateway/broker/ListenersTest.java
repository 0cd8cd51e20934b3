package dev.parley.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Listener alice = new Listener() {};
    private final Listener bob = new Listener() {};
    private final Listeners listeners = new Listeners();

    private Listener next(long except) {
        return listeners.next(except).orElseThrow().listener();
    }

    private void both() {
        listeners.add(alice);
        listeners.add(bob);
    }

    @Test
    void theyTakeTurns() {
        both();

        assertThat(next(0)).isSameAs(alice);
        assertThat(next(0)).isSameAs(bob);
        assertThat(next(0)).isSameAs(alice);
    }

    @Test
    void theOneThatHadAMessageGetsItAgainOnlyWhereThereIsNoOther() {
        both();
        long alices = listeners.next(0).orElseThrow().number();
        next(0);

        assertThat(next(alices)).isSameAs(bob);
        listeners.isFull(bob);
        assertThat(next(alices)).isSameAs(alice);
    }

    @Test
    void whoIsFullHasNoTurnUntilItHasRoom() {
        both();
        listeners.isFull(alice);

        assertThat(next(0)).isSameAs(bob);
        assertThat(next(0)).isSameAs(bob);
        assertThat(listeners.hasRoom(alice)).isFalse();
        assertThat(next(0)).isSameAs(bob);
        assertThat(next(0)).isSameAs(alice);
    }

    @Test
    void thatSomebodyHasRoomIsNewsWhereNobodyHad() {
        both();
        listeners.isFull(alice);
        listeners.isFull(bob);
        assertThat(listeners.isAnyFree()).isFalse();
        assertThat(listeners.next(0)).isEmpty();

        assertThat(listeners.hasRoom(bob)).isTrue();
        assertThat(listeners.hasRoom(alice)).isFalse();
        assertThat(listeners.isAnyFree()).isTrue();
    }

    @Test
    void whoIsGoneHasNoTurn() {
        both();

        assertThat(listeners.remove(alice)).isTrue();
        assertThat(listeners.remove(alice)).isFalse();

        assertThat(next(0)).isSameAs(bob);
        assertThat(listeners.hasRoom(alice)).isFalse();
        assertThat(listeners.size()).isEqualTo(1);
    }
}
