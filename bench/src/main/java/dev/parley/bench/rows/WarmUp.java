package dev.parley.bench.rows;

import dev.parley.bench.server.Server;
import java.time.Duration;

/**
 * Waits, while a load goes on, until the JVM's compilers are quiet: before that, what is measured is what they cost and
 * what code costs that is not compiled yet.
 */
final class WarmUp {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int QUIET_LOOKS = 3;
    /** Of the CPU time between two looks. */
    private static final double QUIET_SHARE = 0.05;

    private WarmUp() {}

    /**
     * Waits for as long as asked, then until the compilers had next to nothing of the CPU time for six seconds.
     *
     * @return how long it took; {@code atMost} where they were never quiet
     */
    static Duration of(Server server, Duration atLeast, Duration atMost) {
        long started = System.nanoTime();
        int quiet = 0;
        Duration passed = Duration.ZERO;
        while (passed.compareTo(atMost) < 0 && (quiet < QUIET_LOOKS || passed.compareTo(atLeast) < 0)) {
            Duration cpu = server.cpu();
            Duration compilers = server.compilerCpu();
            Stage.pause(LOOK_EVERY);
            double share = server.compilerCpu().minus(compilers).toMillis()
                    / (double) Math.max(1, server.cpu().minus(cpu).toMillis());
            quiet = share < QUIET_SHARE ? quiet + 1 : 0;
            passed = Duration.ofNanos(System.nanoTime() - started);
        }
        return passed;
    }
}
