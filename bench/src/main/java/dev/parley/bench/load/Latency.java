package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

/** Percentiles, in milliseconds. */
public record Latency(double p50, double p90, double p99, double p999, double max) {
    private static final double MICROS_A_MILLI = 1000;

    public static Latency ofMicros(Histogram micros) {
        return new Latency(
                at(micros, 50),
                at(micros, 90),
                at(micros, 99),
                at(micros, 99.9),
                micros.getMaxValue() / MICROS_A_MILLI);
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_A_MILLI;
    }
}
