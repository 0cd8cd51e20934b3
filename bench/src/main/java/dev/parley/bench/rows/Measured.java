package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad.Seen;
import dev.parley.bench.load.Latency;
import dev.parley.bench.server.Server;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What one server did in a measured time.
 *
 * @param count of deliveries, connections or receipts: what the load counts
 * @param cpuSeconds user and system time of all its processes
 * @param compiling the share of that time that the JVM's compilers had: a large one says that it was not warm
 */
public record Measured(
        String work, String server, double seconds, long count, double cpuSeconds, double compiling, Latency latency) {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    /** Lets the load go on for so long, and counts. */
    static Measured over(Duration time, String work, Server server, Supplier<Seen> load) {
        Seen unused = load.get(); // what was seen before counts for nothing
        Duration cpuBefore = server.cpu();
        Duration compilersBefore = server.compilerCpu();
        long before = System.nanoTime();
        Stage.pause(time);
        Seen seen = load.get();
        double cpu = server.cpu().minus(cpuBefore).toNanos() / NANOS;
        double seconds = (System.nanoTime() - before) / NANOS;
        double compilers = server.compilerCpu().minus(compilersBefore).toNanos() / NANOS;
        return new Measured(
                work, server.name(), seconds, seen.deliveries(), cpu, Math.max(0, compilers / cpu), seen.latency());
    }

    /** The same, where each that was counted stands for so many. */
    Measured times(int factor) {
        return new Measured(work, server, seconds, count * factor, cpuSeconds, compiling, latency);
    }

    double perSecond() {
        return count / seconds;
    }

    /** CPU time for each that was counted, in microseconds. */
    public double cpuMicros() {
        return cpuSeconds * MICROS / count;
    }

    double p99() {
        return latency.p99();
    }
}
