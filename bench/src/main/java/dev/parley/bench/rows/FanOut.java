package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.load.Sequence;
import dev.parley.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Rooms, readers, and messages that each reach all readers of their room: at a fixed rate, or as fast as it goes. */
public final class FanOut implements Row {
    /** Messages of a saturated room that are on their way, over as many publishers: one publishes after the other. */
    private static final int WINDOW = 8;
    /** Of all saturated rooms together; a process may have only so many files open. */
    private static final int MOST_PUBLISHERS = 8000;

    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(30);

    private final String name;
    private final ChatLoad.Shape shape;
    private final Pressure pressure;
    private final Targets targets;

    /**
     * How hard it is.
     *
     * @param deliveriesPerSecond infinity for as fast as it goes
     */
    public record Pressure(double deliveriesPerSecond) {
        /** 10,000 deliveries a second. */
        public static final Pressure STEADY = new Pressure(10_000);
        /** As fast as it goes. */
        public static final Pressure SATURATED = new Pressure(Double.POSITIVE_INFINITY);

        private boolean isSaturated() {
            return Double.isInfinite(deliveriesPerSecond);
        }
    }

    /** What is asked of the ratios to the bare broadcaster. */
    public record Targets(Target cpu, Target rate, Target p99) {
        /** Nothing. */
        public static final Targets NONE = new Targets(Target.NONE, Target.NONE, Target.NONE);
    }

    /** @param batches what was committed meanwhile */
    private record Done(Measured measured, Sequence.Faults faults, Batches batches) {}

    /**
     * One round: both did the same, one right after the other.
     *
     * @param commits CPU time per delivery of nothing but what Parley committed, in microseconds; NaN where that is not of
     *     this machine's processes that are counted
     */
    private record Pair(Done bare, Done parley, double commits) {
        private double ratio(ToDoubleFunction<Measured> of) {
            return of.applyAsDouble(parley.measured()) / of.applyAsDouble(bare.measured());
        }

        /** What the ratio of CPU times would be of a server that costs nothing but the broadcast and the commits. */
        private double least() {
            return bareWithCommits() / bare.measured().cpuMicros();
        }

        private double bareWithCommits() {
            return bare.measured().cpuMicros() + commits;
        }
    }

    public FanOut(String name, int rooms, int readers, Pressure pressure, Targets targets) {
        int publishers = pressure.isSaturated() ? Math.max(1, Math.min(WINDOW, MOST_PUBLISHERS / rooms)) : 1;
        this.name = name;
        this.shape = new ChatLoad.Shape(rooms, readers, 0, publishers, 256);
        this.pressure = pressure;
        this.targets = targets;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Result> run(Stage stage) {
        List<Pair> pairs = new ArrayList<>();
        for (int round = 0; round < stage.plan().rounds(); round++) {
            Done bare = measure(stage, stage.netty(), () -> Batches.NONE);
            Done parley = measure(stage, stage.parley(), () -> Batches.of(stage.parley()));
            pairs.add(new Pair(bare, parley, commits(stage, parley)));
        }
        Sequence.Faults faults =
                pairs.stream().map(pair -> pair.parley().faults()).reduce(Sequence.Faults.NONE, Sequence.Faults::plus);
        return List.of(
                compared(pairs, "CPU per delivery", "us", Measured::cpuMicros, targets.cpu()),
                pressure.isSaturated()
                        ? compared(pairs, "deliveries", "/s", Measured::perSecond, targets.rate())
                        : compared(pairs, "p99", "ms", Measured::p99, targets.p99()),
                Result.absolute(
                        name + ": lost, twice or out of order",
                        "",
                        Double.NaN,
                        (double) faults.all(),
                        Target.atMost(0)),
                Result.ratio(
                        name + ": CPU per delivery, bare with bare commits",
                        "us",
                        Median.of(pairs, pair -> pair.bare().measured().cpuMicros()),
                        Median.of(pairs, Pair::bareWithCommits),
                        Median.of(pairs, Pair::least),
                        Target.NONE));
    }

    /** Batches as large as Parley's, as often as Parley's, and nothing else. */
    private double commits(Stage stage, Done parley) {
        if (!stage.isSqlite()) {
            return Double.NaN;
        }
        Batches batches = parley.batches();
        int batch = Math.max(1, (int) Math.round(batches.mean()));
        try (BareCommits bare = BareCommits.open(stage.database(stage.newName()), shape.rooms(), batch)) {
            bare.perSecond(stage.plan().warmUp());
            double perSecond = batches.writes() / batch / parley.measured().seconds();
            return bare.cpuMicros(perSecond, stage.plan().measure()) / shape.readers();
        }
    }

    private Result compared(List<Pair> pairs, String what, String unit, ToDoubleFunction<Measured> of, Target target) {
        return Result.ratio(
                name + ": " + what,
                unit,
                Median.of(pairs, pair -> of.applyAsDouble(pair.bare().measured())),
                Median.of(pairs, pair -> of.applyAsDouble(pair.parley().measured())),
                Median.of(pairs, pair -> pair.ratio(of)),
                target);
    }

    private Done measure(Stage stage, Server server, Supplier<Batches> committed) {
        try (ChatLoad load = ChatLoad.open(server.port(), stage.newName(), shape)) {
            if (pressure.isSaturated()) {
                load.saturate(WINDOW);
            } else {
                load.steady(pressure.deliveriesPerSecond());
            }
            stage.warmUp(server);
            Batches before = committed.get();
            Measured measured = stage.measure(stage.plan().measure(), name, server, load::seen);
            Batches batches = committed.get().since(before);
            load.stop();
            Sequence.Faults faults = load.drain(DRAIN_WITHIN);
            Stage.requireNone(load.losses());
            return new Done(measured, faults, batches);
        }
    }
}
