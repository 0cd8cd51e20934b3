package dev.parley.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What processes have cost so far, as Linux accounts for it. */
public final class ProcessUsage {
    /** The unit of /proc/PID/stat: sysconf(_SC_CLK_TCK), 100 on every Linux that Java runs on. */
    private static final long TICKS_A_SECOND = 100;
    /** Of user and system time among the fields behind the command's closing parenthesis. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int BYTES_A_KB = 1024;

    private ProcessUsage() {}

    /** User and system time of all threads, those that have ended too; as fine as 10 ms. */
    public static Duration cpu(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }

    /** Resident memory, in bytes. */
    public static long residentBytes(long pid) {
        return read(pid, "smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_A_KB)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Rss in smaps_rollup of " + pid));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
