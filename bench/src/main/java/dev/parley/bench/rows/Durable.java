package dev.parley.bench.rows;

import dev.parley.bench.load.ReceiptLoad;
import dev.parley.bench.server.Server;
import java.util.ArrayList;
import java.util.List;

/**
 * A hundred publishers, each of whom sends the next message when the RECEIPT of the last has come. Compared with a loop
 * that commits batches as large as Parley's were, one after the other, to a database of the same kind.
 */
public final class Durable implements Row {
    private static final int PUBLISHERS = 100;
    private static final int ROOMS = 10;

    private record Done(Measured measured, double batch) {
        private double perSecond() {
            return measured.perSecond();
        }
    }

    @Override
    public String name() {
        return "durable";
    }

    @Override
    public List<Result> run(Stage stage) {
        List<Done> parley = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < stage.plan().rounds(); round++) {
            Done ours = measure(stage, stage.parley());
            int batch = Math.max(1, (int) Math.round(ours.batch()));
            double least;
            try (BareCommits commits = BareCommits.open(stage.database(stage.newName()), ROOMS, batch)) {
                commits.perSecond(stage.plan().warmUp());
                least = commits.perSecond(stage.plan().measure());
            }
            parley.add(ours);
            bare.add(least);
            ratios.add(ours.perSecond() / least);
        }
        String work = PUBLISHERS + " publishers with receipt: ";
        return List.of(
                Result.ratio(
                        work + "messages, beside a bare commit loop",
                        "/s",
                        Median.of(bare, each -> each),
                        Median.of(parley, Done::perSecond),
                        Median.of(ratios, ratio -> ratio),
                        Target.atLeast(0.5)),
                Result.absolute(work + "mean batch", "", Double.NaN, Median.of(parley, Done::batch), Target.NONE),
                Result.absolute(
                        work + "p99 to the RECEIPT",
                        "ms",
                        Double.NaN,
                        Median.of(parley, done -> done.measured().p99()),
                        Target.NONE));
    }

    private Done measure(Stage stage, Server server) {
        try (ReceiptLoad load = ReceiptLoad.open(server.port(), stage.newName(), ROOMS, PUBLISHERS)) {
            load.start();
            stage.warmUp(server);
            Batches before = Batches.of(server);
            Measured measured = stage.measure(stage.plan().measure(), name(), server, load::seen);
            double batch = Batches.of(server).since(before).mean();
            load.stop();
            Stage.requireNone(load.losses());
            return new Done(measured, batch);
        }
    }
}
