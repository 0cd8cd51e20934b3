package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Duration NOTICE = Duration.ofSeconds(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Wheel wheel = new Wheel();
    private final List<Visitor> told = new ArrayList<>();
    private final List<Visitor> left = new ArrayList<>();

    /** Notes when it is told and when it leaves, by the wheel. */
    private final class Visitor implements Guest {
        private final boolean listens;
        private Duration toldAt = Duration.ZERO;
        private Duration leftAt = Duration.ZERO;

        Visitor(boolean listens) {
            this.listens = listens;
        }

        @Override
        public boolean announceMove(Duration closesIn) {
            assertThat(closesIn).isEqualTo(NOTICE);
            toldAt = wheel.now();
            told.add(this);
            return listens;
        }

        @Override
        public void leave() {
            leftAt = wheel.now();
            left.add(this);
        }
    }

    private Departures departures(int perSecond, Duration within) {
        DrainOptions options = new DrainOptions(Duration.ZERO, perSecond, within, NOTICE, TEN_SECONDS);
        return new Departures(wheel, options, new Random(7));
    }

    private List<Visitor> visitors(int count, boolean listening) {
        return IntStream.range(0, count).mapToObj(i -> new Visitor(listening)).toList();
    }

    private void turn(Duration time) {
        for (Duration over = wheel.now().plus(time); wheel.now().compareTo(over) < 0; ) {
            wheel.turn();
        }
    }

    @Test
    void soManyLeaveASecondAndNoMore() {
        departures(100, TEN_SECONDS).begin(visitors(500, false));

        for (int second = 1; second <= 5; second++) {
            int before = left.size();
            turn(Duration.ofSeconds(1));
            assertThat(left.size() - before).as("in second %d", second).isBetween(70, 130);
        }
        turn(Duration.ofMillis(300));
        assertThat(left).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void whereTheyAreTooManyTheyLeaveFasterRatherThanLater() {
        departures(100, TEN_SECONDS).begin(visitors(5000, false));

        turn(Duration.ofSeconds(5));
        assertThat(left).hasSizeBetween(2300, 2600);
        turn(Duration.ofMillis(5300));
        assertThat(left).hasSize(5000);
    }

    @Test
    void whereThereIsNoTimeForAPaceAllLeaveAtOnce() {
        departures(1, Duration.ZERO).begin(visitors(100, false));

        turn(Duration.ofMillis(300));

        assertThat(left).hasSize(100);
    }

    @Test
    void nobodysNeighbourKnowsWhenItsTurnComes() {
        List<Visitor> came = visitors(200, false);
        departures(100, TEN_SECONDS).begin(came);

        turn(TEN_SECONDS);

        assertThat(left).isNotEqualTo(came).containsExactlyInAnyOrderElementsOf(came);
        assertThat(departures(1, TEN_SECONDS).moments(10))
                .isSorted()
                .isNotEqualTo(departures(1, TEN_SECONDS).moments(10).stream()
                        .map(moment -> Duration.ofSeconds(moment.toSeconds()))
                        .toList());
    }

    @Test
    void whoListensIsToldFirstAndHasAMomentToFinish() {
        List<Visitor> listening = visitors(50, true);
        List<Visitor> deaf = visitors(50, false);
        List<Visitor> all = new ArrayList<>(listening);
        all.addAll(deaf);

        departures(100, TEN_SECONDS).begin(all);
        turn(TEN_SECONDS);

        assertThat(told).hasSize(100);
        assertThat(listening)
                .allSatisfy(one -> assertThat(one.leftAt.minus(one.toldAt)).isGreaterThanOrEqualTo(NOTICE));
        assertThat(deaf).allSatisfy(one -> assertThat(one.leftAt).isEqualTo(one.toldAt));
    }

    @Test
    void itIsOverWhenTheLastWasAskedToLeave() {
        Future<Void> nobody = departures(100, TEN_SECONDS).begin(List.of());
        assertThat(nobody.isComplete()).isTrue();

        Future<Void> over = departures(10, TEN_SECONDS).begin(visitors(20, true));
        turn(Duration.ofSeconds(2));
        assertThat(over.isComplete()).isFalse();
        turn(Duration.ofMillis(1500));
        assertThat(over.succeeded()).isTrue();
        assertThat(left).hasSize(20);
    }

    @Test
    void oneThatFailsToLeaveHoldsNobodyUpForEver() {
        Guest broken = new Guest() {
            @Override
            public boolean announceMove(Duration closesIn) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void leave() {}
        };

        Future<Void> over = departures(1, Duration.ofSeconds(2)).begin(List.of(broken, new Visitor(false)));
        turn(Duration.ofSeconds(5));

        assertThat(over.succeeded()).isTrue();
        assertThat(left).hasSize(1);
    }
}
