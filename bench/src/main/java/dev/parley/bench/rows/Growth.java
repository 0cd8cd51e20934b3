package dev.parley.bench.rows;

import dev.parley.bench.rows.FanOut.Pressure;
import dev.parley.bench.rows.FanOut.Targets;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten times the rooms, and ten times the readers, of a hundred rooms of ten: the ratio to the bare broadcaster may grow by
 * little. Ten thousand connections and more, to each server.
 */
public final class Growth implements Row {
    private static final double MOST = 1.3;
    private static final String BASE = "100x10";

    /** Which of a fan-out's results grow: CPU, and rate or p99. */
    private static final int COMPARED = 2;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Result> run(Stage stage) {
        List<Result> results = new ArrayList<>();
        for (Pressure pressure : List.of(Pressure.SATURATED, Pressure.STEADY)) {
            List<Result> base = fanOut(100, 10, pressure).run(stage);
            List<Result> rooms = fanOut(1000, 10, pressure).run(stage);
            List<Result> readers = fanOut(100, 100, pressure).run(stage);
            results.addAll(base);
            results.addAll(rooms);
            results.addAll(readers);
            results.addAll(grown(base, rooms));
            results.addAll(grown(base, readers));
        }
        return results;
    }

    private static FanOut fanOut(int rooms, int readers, Pressure pressure) {
        String name = (pressure.equals(Pressure.STEADY) ? "steady-" : "saturated-") + rooms + "x" + readers;
        return new FanOut(name, rooms, readers, pressure, Targets.NONE);
    }

    private static List<Result> grown(List<Result> base, List<Result> large) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < COMPARED; i++) {
            results.add(grown(base.get(i), large.get(i)));
        }
        return results;
    }

    /** A rate is better when it is higher, everything else when it is lower. */
    private static Result grown(Result base, Result large) {
        return Result.ratio(
                large.work() + ", its ratio by that of " + BASE,
                "x",
                base.ratio(),
                large.ratio(),
                large.ratio() / base.ratio(),
                base.unit().equals("/s") ? Target.atLeast(1 / MOST) : Target.atMost(MOST));
    }
}
