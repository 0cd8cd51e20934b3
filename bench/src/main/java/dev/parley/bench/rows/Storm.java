package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.load.StormLoad;
import dev.parley.bench.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** 200 people a second come, as guests, so that no signature is checked. */
public final class Storm implements Row {
    private static final int PER_SECOND = 200;
    private static final double NANOS_A_MILLI = 1e6;

    /** In milliseconds. */
    private record Measured(double cpu, double p99) {}

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
            ratios.add(ours.cpu() / least.cpu());
        }
        String work = PER_SECOND + " connections/s: ";
        return List.of(
                Result.ratio(
                        work + "CPU per connection",
                        "ms",
                        Median.of(bare, Measured::cpu),
                        Median.of(parley, Measured::cpu),
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
            Stage.pause(stage.plan().warmUp());
            var profiled = stage.profiler().watch(server, name(), stage.plan().measure());
            storm.seen();
            Duration before = server.cpu();
            Stage.pause(stage.plan().measure());
            ChatLoad.Seen seen = storm.seen();
            Duration cpu = server.cpu().minus(before);
            storm.stop();
            profiled.join();
            Stage.requireNone(storm.losses());
            return new Measured(
                    cpu.toNanos() / NANOS_A_MILLI / seen.deliveries(),
                    seen.latency().p99());
        }
    }
}
