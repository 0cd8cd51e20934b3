package dev.parley.bench.rows;

import java.util.Locale;

/** What a figure must be. */
public record Target(Sense sense, double limit) {
    /** A figure that is only shown. */
    public static final Target NONE = new Target(Sense.ANY, 0);

    private enum Sense {
        AT_MOST("<= "),
        AT_LEAST(">= "),
        ANY("");

        private final String sign;

        Sense(String sign) {
            this.sign = sign;
        }
    }

    public static Target atMost(double limit) {
        return new Target(Sense.AT_MOST, limit);
    }

    public static Target atLeast(double limit) {
        return new Target(Sense.AT_LEAST, limit);
    }

    /** {@code pass}, {@code miss}, or nothing where nothing is asked. */
    public String judge(double figure) {
        return switch (sense) {
            case AT_MOST -> figure <= limit ? "pass" : "miss";
            case AT_LEAST -> figure >= limit ? "pass" : "miss";
            case ANY -> "";
        };
    }

    @Override
    public String toString() {
        return sense == Sense.ANY
                ? ""
                : sense.sign + String.format(Locale.ROOT, "%.4g", limit).replaceAll("\\.?0+$", "");
    }
}
