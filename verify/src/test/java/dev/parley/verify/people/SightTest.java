package dev.parley.verify.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.verify.judge.Judge;
import dev.parley.verify.judge.Violation;
import dev.parley.verify.judge.Waits;
import dev.parley.verify.judge.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightTest {
    private final Judge judge = new Judge();
    private final Watcher one = new Watcher("watcher-1");
    private final Watcher two = new Watcher("watcher-2");
    private final Sight sight = new Sight(() -> this.now, judge.presence(), List.of(one, two), 5000);
    private long now = 100;

    /** Sees, or not, what the test wants. */
    private static final class Watcher implements Sight.Eye {
        private final String name;
        private boolean knows = true;
        private long since;
        private boolean sees;

        Watcher(String name) {
            this.name = name;
        }

        @Override
        public Witness witness() {
            return new Witness(name, "alice", "ws", "garden");
        }

        @Override
        public boolean knows() {
            return knows;
        }

        @Override
        public long knowsSince() {
            return since;
        }

        @Override
        public boolean sees(String username) {
            return sees;
        }

        @Override
        public String gateway() {
            return "two";
        }
    }

    /** Looks every 100 ms until then. */
    private Sight.State lookUntil(long then) {
        Sight.State state = sight.look();
        while (now < then) {
            now += 100;
            state = sight.look();
        }
        return state;
    }

    private void comes() {
        sight.begin("bob", true, "one");
    }

    private List<String> blamed() {
        return judge.verdict().violations().stream().map(Violation::what).toList();
    }

    @Test
    void isLateUntilTheLastHasSeenIt() {
        comes();
        one.sees = true;

        assertThat(lookUntil(4100)).isEqualTo(Sight.State.LATE);
        two.sees = true;
        assertThat(lookUntil(4200)).isEqualTo(Sight.State.RIGHT);

        sight.end();
        assertThat(sight.unseen().stretches())
                .containsExactly(new Waits.Wait(100, 4100, "one", "watcher-2 at ws of two"));
        assertThat(sight.ghosts().longest()).isZero();
        assertThat(blamed()).isEmpty();
    }

    @Test
    void whoSeesItTooLateIsBlamed() {
        comes();
        one.sees = true;
        lookUntil(5300);
        two.sees = true;
        sight.end();

        assertThat(blamed()).singleElement().asString().contains("connected for 5200 ms, and not present to watcher-2");
    }

    @Test
    void whoSeesAGhostForTooLongIsBlamed() {
        sight.begin("bob", false, "one");
        two.sees = true;
        lookUntil(5300);
        sight.end();

        assertThat(blamed()).singleElement().asString().contains("gone for 5200 ms, and still present to watcher-2");
        assertThat(sight.ghosts().longest()).isEqualTo(5200);
    }

    @Test
    void whoWasNotToldAllTheTimeIsNotBlamed() {
        comes();
        one.sees = true;
        two.since = 3000;
        lookUntil(9000);
        sight.end();

        assertThat(blamed()).isEmpty();
        assertThat(sight.unseen().longest()).isEqualTo(8900);
    }

    @Test
    void whatWasSeenOverADeadConnectionDoesNotCount() {
        sight.begin("bob", false, "one");
        two.sees = true;
        lookUntil(9000);
        two.knows = false;

        assertThat(lookUntil(9100)).isEqualTo(Sight.State.BLIND);
        sight.end();
        assertThat(blamed()).isEmpty();
        assertThat(sight.ghosts().longest()).isZero();
    }

    @Test
    void nothingIsKnownWhereNobodyIsToldAnything() {
        comes();
        one.knows = false;
        two.knows = false;

        assertThat(sight.look()).isEqualTo(Sight.State.LATE);
    }

    @Test
    void timeInWhichTheProgramStoodStillIsNobodysFault() {
        comes();
        one.sees = true;
        now = 9000;
        sight.look();
        sight.end();

        assertThat(blamed()).isEmpty();
        assertThat(sight.unseen().longest()).isEqualTo(8900);
    }
}
