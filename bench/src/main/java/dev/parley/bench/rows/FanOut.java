package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.load.Sequence;
import dev.parley.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** Rooms, readers, and messages that each reach all readers of their room: at a fixed rate, or as fast as it goes. */
public final class FanOut implements Row {
    private static final int DELIVERIES_PER_SECOND = 10_000;
    /** Messages of a saturated room that are on their way, over as many publishers: one publishes after the other. */
    private static final int WINDOW = 8;

    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(30);
    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;

    private final String name;
    private final ChatLoad.Shape shape;
    private final Pressure pressure;
    private final Targets targets;

    /** How hard it is. */
    public enum Pressure {
        /** 10,000 deliveries a second. */
        STEADY,
        /** As fast as it goes. */
        SATURATED
    }

    /** What is asked of the ratios to the bare broadcaster. */
    public record Targets(Target cpu, Target rate, Target p99) {
        /** Nothing. */
        public static final Targets NONE = new Targets(Target.NONE, Target.NONE, Target.NONE);
    }

    private record Measured(double cpuMicros, double deliveriesPerSecond, double p99, Sequence.Faults faults) {}

    /** One round: both did the same, one right after the other. */
    private record Pair(Measured bare, Measured parley) {
        private double ratio(ToDoubleFunction<Measured> of) {
            return of.applyAsDouble(parley) / of.applyAsDouble(bare);
        }
    }

    public FanOut(String name, int rooms, int readers, Pressure pressure, Targets targets) {
        this.name = name;
        this.shape = new ChatLoad.Shape(rooms, readers, 0, pressure == Pressure.STEADY ? 1 : WINDOW, 256);
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
            Measured bare = measure(stage, stage.netty());
            pairs.add(new Pair(bare, measure(stage, stage.parley())));
        }
        List<Result> results = new ArrayList<>();
        results.add(compared(pairs, "CPU per delivery", "us", Measured::cpuMicros, targets.cpu()));
        if (pressure == Pressure.SATURATED) {
            results.add(compared(pairs, "deliveries", "/s", Measured::deliveriesPerSecond, targets.rate()));
        } else {
            results.add(compared(pairs, "p99", "ms", Measured::p99, targets.p99()));
        }
        Sequence.Faults faults =
                pairs.stream().map(pair -> pair.parley().faults()).reduce(Sequence.Faults.NONE, Sequence.Faults::plus);
        results.add(Result.absolute(
                name + ": lost, twice or out of order", "", Double.NaN, (double) faults.all(), Target.atMost(0)));
        return results;
    }

    private Result compared(List<Pair> pairs, String what, String unit, ToDoubleFunction<Measured> of, Target target) {
        return Result.ratio(
                name + ": " + what,
                unit,
                Median.of(pairs, pair -> of.applyAsDouble(pair.bare())),
                Median.of(pairs, pair -> of.applyAsDouble(pair.parley())),
                Median.of(pairs, pair -> pair.ratio(of)),
                target);
    }

    private Measured measure(Stage stage, Server server) {
        try (ChatLoad load = ChatLoad.open(server.port(), stage.newName(), shape)) {
            if (pressure == Pressure.STEADY) {
                load.steady(DELIVERIES_PER_SECOND);
            } else {
                load.saturate(WINDOW);
            }
            Stage.pause(stage.plan().warmUp());
            Duration time = stage.plan().measure();
            CompletableFuture<Void> profiled = stage.profiler().watch(server, name, time);
            load.seen();
            Duration cpuBefore = server.cpu();
            long before = System.nanoTime();
            Stage.pause(time);
            ChatLoad.Seen seen = load.seen();
            double cpu = server.cpu().minus(cpuBefore).toNanos() / NANOS;
            double seconds = (System.nanoTime() - before) / NANOS;
            load.stop();
            Sequence.Faults faults = load.drain(DRAIN_WITHIN);
            profiled.join();
            Stage.requireNone(load.losses());
            return new Measured(
                    cpu * MICROS / seen.deliveries(),
                    seen.deliveries() / seconds,
                    seen.latency().p99(),
                    faults);
        }
    }
}
