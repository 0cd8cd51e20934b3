package dev.parley.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What processes have cost so far, as Linux accounts for it. */
public final class ProcessUsage {
    /** The unit of /proc/PID/stat: sysconf(_SC_CLK_TCK), 100 on every Linux that Java runs on. */
    private static final long TICKS_A_SECOND = 100;
    /** Of user and system time among the fields behind the command's closing parenthesis. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int BYTES_A_KB = 1024;
    /** The JVM's compilers, C1 and C2; the kernel keeps fifteen characters of a name. */
    private static final String COMPILER = " CompilerThre)";
    /** The one that commits, and the one that makes checkpoints. */
    private static final String SQLITE = "(parley-sqlite-";

    private ProcessUsage() {}

    /** User and system time of all threads, those that have ended too; as fine as 10 ms. */
    public static Duration cpu(long pid) {
        return time(read(process(pid).resolve("stat")));
    }

    /** The part of it that the JVM's compilers had, without that of compiler threads that have ended. */
    public static Duration compilerCpu(long pid) {
        return threadsCpu(pid, COMPILER);
    }

    /** The part of it that the threads had on which Parley's code uses SQLite. */
    public static Duration sqliteCpu(long pid) {
        return threadsCpu(pid, SQLITE);
    }

    private static Duration threadsCpu(long pid, String name) {
        try (Stream<Path> threads = Files.list(process(pid).resolve("task"))) {
            return threads.map(ProcessUsage::statOfThread)
                    .filter(stat -> stat.contains(name))
                    .map(ProcessUsage::time)
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration time(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }

    /** Resident memory, in bytes. */
    public static long residentBytes(long pid) {
        return read(process(pid).resolve("smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_A_KB)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Rss in smaps_rollup of " + pid));
    }

    private static Path process(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    /** Nothing, where the thread has ended since it was listed. */
    private static String statOfThread(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
