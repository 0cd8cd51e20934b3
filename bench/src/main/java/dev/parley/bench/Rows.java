package dev.parley.bench;

import dev.parley.bench.rows.Curve;
import dev.parley.bench.rows.Durable;
import dev.parley.bench.rows.FanOut;
import dev.parley.bench.rows.FanOut.Pressure;
import dev.parley.bench.rows.FanOut.Targets;
import dev.parley.bench.rows.Growth;
import dev.parley.bench.rows.IdleConnections;
import dev.parley.bench.rows.Row;
import dev.parley.bench.rows.SlowReaders;
import dev.parley.bench.rows.Storm;
import dev.parley.bench.rows.Target;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which rows there are. */
final class Rows {
    private static final Pattern SHAPE =
            Pattern.compile("(steady|saturated|curve)-([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

    /** What is asked of the shapes of the standard set; others are measured without a target. */
    private static final List<FanOut> FAN_OUTS = List.of(
            new FanOut(
                    "saturated-100x10",
                    100,
                    10,
                    Pressure.SATURATED,
                    new Targets(Target.atMost(2), Target.NONE, Target.NONE)),
            new FanOut(
                    "saturated-1x1000",
                    1,
                    1000,
                    Pressure.SATURATED,
                    new Targets(Target.atMost(1.6), Target.atLeast(0.6), Target.NONE)),
            new FanOut(
                    "steady-10x100",
                    10,
                    100,
                    Pressure.STEADY,
                    new Targets(Target.atMost(1.3), Target.NONE, Target.atMost(2))),
            new FanOut(
                    "steady-100x10",
                    100,
                    10,
                    Pressure.STEADY,
                    new Targets(Target.atMost(1.6), Target.NONE, Target.atMost(2))));

    private static final List<Row> OTHERS =
            List.of(new SlowReaders(), new Storm(), new Durable(), new IdleConnections());

    private static final List<Row> STANDARD =
            Stream.concat(FAN_OUTS.stream(), OTHERS.stream()).toList();

    /** Those that take longer, and are measured when they are named. */
    private static final List<Row> MORE = List.of(new Growth());

    private Rows() {}

    /** The standard set, the hardest work first. */
    static List<Row> standard() {
        return STANDARD;
    }

    /** @throws IllegalArgumentException where there is no such row */
    static Row named(String name) {
        return Stream.concat(STANDARD.stream(), MORE.stream())
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseGet(() -> shape(name));
    }

    private static Row shape(String name) {
        Matcher shape = SHAPE.matcher(name);
        if (!shape.matches()) {
            throw new IllegalArgumentException("there is no row " + name);
        }
        int rooms = Integer.parseInt(shape.group(2));
        int readers = Integer.parseInt(shape.group(3));
        return switch (shape.group(1)) {
            case "steady" -> new FanOut(name, rooms, readers, Pressure.STEADY, Targets.NONE);
            case "saturated" -> new FanOut(name, rooms, readers, Pressure.SATURATED, Targets.NONE);
            default -> new Curve(name, rooms, readers);
        };
    }
}
