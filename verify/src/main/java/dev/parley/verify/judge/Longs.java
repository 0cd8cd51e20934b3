package dev.parley.verify.judge;

import java.util.Arrays;

/** A number for each sequence from 1 on, 0 where none was put. */
final class Longs {
    private static final int FIRST = 64;

    /** No log of a run is longer: a sequence above is nonsense, and not worth the memory. */
    private static final int MOST = 50_000_000;

    private long[] values = new long[FIRST];

    long get(long sequence) {
        return sequence < values.length && sequence >= 0 ? values[(int) sequence] : 0;
    }

    void put(long sequence, long value) {
        if (sequence < 1 || sequence > MOST) {
            return;
        }
        if (sequence >= values.length) {
            values = Arrays.copyOf(values, (int) Math.max(sequence + 1, values.length * 2L));
        }
        values[(int) sequence] = value;
    }

    /** The highest sequence with a number, 0 where there is none. */
    long last() {
        for (int i = values.length - 1; i > 0; i--) {
            if (values[i] != 0) {
                return i;
            }
        }
        return 0;
    }
}
