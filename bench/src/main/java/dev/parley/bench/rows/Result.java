package dev.parley.bench.rows;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param work what was done, and what of it was measured
 * @param unit of {@code bare} and {@code parley}
 * @param bare what it is compared with, NaN where it is compared with nothing
 * @param ratio of Parley's value to the bare one; NaN where there is none
 * @param basis which of the two the target is about
 */
public record Result(String work, String unit, double bare, double parley, double ratio, Basis basis, Target target) {
    /** What a target is about. */
    public enum Basis {
        RATIO,
        VALUE
    }

    /** Judged by Parley's multiple of the bare value. */
    public static Result ratio(String work, String unit, double bare, double parley, double ratio, Target target) {
        return new Result(work, unit, bare, parley, ratio, Basis.RATIO, target);
    }

    /** Judged by Parley's value. */
    public static Result absolute(String work, String unit, double bare, double parley, Target target) {
        return new Result(work, unit, bare, parley, parley / bare, Basis.VALUE, target);
    }

    /** {@code pass}, {@code miss}, or nothing where nothing is asked. */
    public String verdict() {
        return target.judge(basis == Basis.RATIO ? ratio : parley);
    }

    /** A value as people read it, a dash where there is none. */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
