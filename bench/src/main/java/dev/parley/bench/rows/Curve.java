package dev.parley.bench.rows;

import dev.parley.bench.rows.FanOut.Pressure;
import dev.parley.bench.rows.FanOut.Targets;
import java.util.List;

/** The same rooms at rising rates: where the latency begins to grow. The percentiles are in the JSON. */
public final class Curve implements Row {
    private static final List<Integer> RATES = List.of(2_000, 5_000, 10_000, 20_000, 40_000);

    private final String name;
    private final int rooms;
    private final int readers;

    public Curve(String name, int rooms, int readers) {
        this.name = name;
        this.rooms = rooms;
        this.readers = readers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Result> run(Stage stage) {
        return RATES.stream()
                .map(rate -> new FanOut(name + "-" + rate, rooms, readers, new Pressure(rate), Targets.NONE))
                .map(point -> point.run(stage))
                .flatMap(List::stream)
                .toList();
    }
}
