package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.load.Sequence;
import dev.parley.bench.server.Server;
import java.time.Duration;
import java.util.List;

/**
 * Ten of a hundred readers of a room take nothing for ten seconds, while as much is published as before: more than the
 * kernel's buffers and the outbox hold, so that they fall behind the feed. Then they read again, and must get all of it.
 * The bare broadcaster drops what such a reader does not take: only its other readers are looked at.
 */
public final class SlowReaders implements Row {
    private static final ChatLoad.Shape SHAPE = new ChatLoad.Shape(1, 100, 10, 8, 7_900);
    private static final int DELIVERIES_PER_SECOND = 10_000;
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(40);
    private static final double MOST = 1.5;

    /** What the others got. */
    private record Done(Measured before, Measured stalled) {
        private double growth() {
            return stalled.p99() / before.p99();
        }
    }

    /**
     * What became of the ten.
     *
     * @param faults of the others too
     * @param events that each of them got when it read again
     */
    private record CaughtUp(Sequence.Faults faults, double events, Duration took) {}

    @Override
    public String name() {
        return "slow-readers";
    }

    @Override
    public List<Result> run(Stage stage) {
        Done bare;
        try (ChatLoad load = open(stage, stage.netty())) {
            bare = measure(stage, stage.netty(), load);
        }
        try (ChatLoad load = open(stage, stage.parley())) {
            Done parley = measure(stage, stage.parley(), load);
            CaughtUp caughtUp = catchUp(load);
            Stage.requireNone(load.losses());
            return results(bare, parley, caughtUp);
        }
    }

    private static ChatLoad open(Stage stage, Server server) {
        return ChatLoad.open(server.port(), stage.newName(), SHAPE);
    }

    private Done measure(Stage stage, Server server, ChatLoad load) {
        load.steady(DELIVERIES_PER_SECOND);
        stage.warmUp(server);
        Measured before = stage.measure(STALL, name() + "-before", server, load::seen);
        load.stall(true);
        return new Done(before, stage.measure(STALL, name() + "-stalled", server, load::seen));
    }

    private static CaughtUp catchUp(ChatLoad load) {
        ChatLoad.Seen unused = load.seenByStallable(); // what they got before they stopped
        long started = System.nanoTime();
        load.stall(false);
        load.stop();
        Sequence.Faults faults = load.drain(DRAIN_WITHIN);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        return new CaughtUp(faults, load.seenByStallable().deliveries() / (double) SHAPE.stallable(), took);
    }

    private static List<Result> results(Done bare, Done parley, CaughtUp caughtUp) {
        String work = "10 of 100 readers stop for 10 s: ";
        return List.of(
                Result.ratio(
                        work + "p99 of the others",
                        "ms",
                        bare.stalled().p99(),
                        parley.stalled().p99(),
                        parley.stalled().p99() / bare.stalled().p99(),
                        Target.atMost(MOST)),
                Result.absolute(
                        work + "the same by what it was before",
                        "x",
                        bare.growth(),
                        parley.growth(),
                        Target.atMost(MOST)),
                Result.absolute(
                        work + "lost, twice or out of order in the end, of all 100",
                        "",
                        Double.NaN,
                        (double) caughtUp.faults().all(),
                        Target.atMost(0)),
                Result.absolute(
                        work + "events that each of the ten then caught up with",
                        "",
                        Double.NaN,
                        caughtUp.events(),
                        Target.NONE),
                Result.absolute(
                        work + "until the ten had caught up",
                        "ms",
                        Double.NaN,
                        (double) caughtUp.took().toMillis(),
                        Target.NONE));
    }
}
