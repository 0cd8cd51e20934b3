package dev.parley.bench.rows;

import dev.parley.bench.load.StormLoad;
import dev.parley.bench.server.Server;
import java.util.ArrayList;
import java.util.List;

/** 200 people a second come, as guests, so that no signature is checked. */
public final class Storm implements Row {
    private static final int PER_SECOND = 200;
    private static final double MICROS_A_MILLI = 1000;

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public List<Result> run(Stage stage) {
        List<Measured> bare = new ArrayList<>();
        List<Measured> parley = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < stage.plan().rounds(); round++) {
            Measured least = measure(stage, stage.netty());
            Measured ours = measure(stage, stage.parley());
            bare.add(least);
            parley.add(ours);
            ratios.add(ours.cpuMicros() / least.cpuMicros());
        }
        String work = PER_SECOND + " connections/s: ";
        return List.of(
                Result.ratio(
                        work + "CPU per connection",
                        "ms",
                        Median.of(bare, Measured::cpuMicros) / MICROS_A_MILLI,
                        Median.of(parley, Measured::cpuMicros) / MICROS_A_MILLI,
                        Median.of(ratios, ratio -> ratio),
                        Target.atMost(2)),
                Result.absolute(
                        work + "p99 to the RECEIPT of SUBSCRIBE",
                        "ms",
                        Median.of(bare, Measured::p99),
                        Median.of(parley, Measured::p99),
                        Target.NONE));
    }

    private Measured measure(Stage stage, Server server) {
        try (StormLoad storm = new StormLoad(server.port(), stage.newName())) {
            storm.start(PER_SECOND);
            stage.warmUp(server);
            Measured measured = stage.measure(stage.plan().measure(), name(), server, storm::seen);
            storm.stop();
            Stage.requireNone(storm.losses());
            return measured;
        }
    }
}
