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

    /** One round: both did the same, one right after the other. */
    private record Pair(Done bare, Done parley) {
        private double ratio(ToDoubleFunction<Measured> of) {
            return of.applyAsDouble(parley.measured()) / of.applyAsDouble(bare.measured());
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
        List<Pair> least = new ArrayList<>();
        for (int round = 0; round < stage.plan().rounds(); round++) {
            Done bare = measure(stage, stage.netty(), () -> Batches.NONE);
            Done parley = measure(stage, stage.parley(), () -> Batches.of(stage.parley()));
            pairs.add(new Pair(bare, parley));
            if (stage.isSqlite()) {
                least.add(new Pair(bare, commits(stage, parley)));
            }
        }
        Sequence.Faults faults =
                pairs.stream().map(pair -> pair.parley().faults()).reduce(Sequence.Faults.NONE, Sequence.Faults::plus);
        List<Result> results = new ArrayList<>(List.of(
                compared(pairs, "CPU per delivery", "us", Measured::cpuMicros, targets.cpu()),
                pressure.isSaturated()
                        ? compared(pairs, "deliveries", "/s", Measured::perSecond, targets.rate())
                        : compared(pairs, "p99", "ms", Measured::p99, targets.p99()),
                Result.absolute(
                        name + ": lost, twice or out of order",
                        "",
                        Double.NaN,
                        (double) faults.all(),
                        Target.atMost(0))));
        if (!least.isEmpty()) {
            results.add(compared(least, "CPU per delivery, the commits alone", "us", Measured::cpuMicros, Target.NONE));
        }
        if (!least.isEmpty() && !pressure.isSaturated()) {
            results.add(compared(least, "p99, the commits alone", "ms", Measured::p99, Target.NONE));
        }
        return results;
    }

    /** Batches as large as Parley's, as often as Parley's, and nothing else: what no server is below that commits them. */
    private Done commits(Stage stage, Done parley) {
        int batch = Math.max(1, (int) Math.round(parley.batches().mean()));
        double perSecond = parley.measured().perSecond() / shape.readers() / batch;
        try (BareCommits bare = BareCommits.open(stage.database(stage.newName()), shape.rooms(), batch)) {
            bare.perSecond(stage.plan().warmUp());
            Measured events = bare.paced(name, perSecond, stage.plan().measure());
            Measured deliveries = events.times(shape.readers());
            stage.keep(deliveries);
            return new Done(deliveries, Sequence.Faults.NONE, Batches.NONE);
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
