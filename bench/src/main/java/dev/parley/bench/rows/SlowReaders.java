package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.load.Sequence;
import java.time.Duration;
import java.util.List;

/**
 * Ten of a hundred readers of a room take nothing for ten seconds, while as much is published as before: more than the
 * kernel's buffers and the outbox hold, so that they fall behind the feed. Then they read again. Parley only: the bare
 * broadcaster drops what such a reader does not take.
 */
public final class SlowReaders implements Row {
    private static final ChatLoad.Shape SHAPE = new ChatLoad.Shape(1, 100, 10, 8, 7_900);
    private static final int DELIVERIES_PER_SECOND = 10_000;
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "slow-readers";
    }

    @Override
    public List<Result> run(Stage stage) {
        try (ChatLoad load = ChatLoad.open(stage.parley().port(), stage.newName(), SHAPE)) {
            load.steady(DELIVERIES_PER_SECOND);
            Stage.pause(stage.plan().warmUp());
            load.seen();
            Stage.pause(STALL);
            double before = load.seen().latency().p99();
            load.seenByStallable();
            load.stall(true);
            Stage.pause(STALL);
            double during = load.seen().latency().p99();
            long taken = load.seenByStallable().deliveries();
            load.stall(false);
            load.stop();
            long started = System.nanoTime();
            Sequence.Faults faults = load.drain(DRAIN_WITHIN);
            Duration caughtUp = Duration.ofNanos(System.nanoTime() - started);
            Stage.requireNone(load.losses());
            return List.of(
                    Result.ratio(
                            "10 of 100 readers stopped for 10 s: p99 of the others, before and then",
                            "ms",
                            before,
                            during,
                            during / before,
                            Target.atMost(1.5)),
                    Result.absolute(
                            "the same: lost, twice or out of order, all readers",
                            "",
                            Double.NaN,
                            (double) faults.all(),
                            Target.atMost(0)),
                    Result.absolute(
                            "the same: events that a stopped reader still took of " + (int) STALL.toSeconds() + " s",
                            "",
                            Double.NaN,
                            taken / (double) SHAPE.stallable(),
                            Target.NONE),
                    Result.absolute(
                            "the same: until the ten have caught up",
                            "ms",
                            Double.NaN,
                            (double) caughtUp.toMillis(),
                            Target.NONE));
        }
    }
}
