package dev.parley.bench.rows;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle one: on a machine that is shared, one bad round must not decide. */
final class Median {
    private Median() {}

    /** Of an even number the mean of the two in the middle; NaN of none. */
    static <T> double of(List<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
