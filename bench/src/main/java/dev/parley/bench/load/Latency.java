package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

/** Percentiles, in milliseconds. */
public record Latency(double p50, double p99, double max) {
    private static final double MICROS_A_MILLI = 1000;

    static Latency ofMicros(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50) / MICROS_A_MILLI,
                micros.getValueAtPercentile(99) / MICROS_A_MILLI,
                micros.getMaxValue() / MICROS_A_MILLI);
    }
}
