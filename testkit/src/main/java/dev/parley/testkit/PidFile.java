package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that remembers a process: its id and when it started, so that a process that got the same id later is never taken
 * for it, and never ended.
 */
record PidFile(Path file) {
    static final String ENDING = ".pid";

    /** Linux tells the start in ticks since the boot, and the time of the boot to a second, which may move by one. */
    private static final long SAME_MILLIS = 2_000;

    void write(long pid) {
        Instant started = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .orElse(Instant.EPOCH);
        try {
            Files.writeString(file, pid + " " + started.toEpochMilli() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process, where it still runs. */
    Optional<ProcessHandle> process() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            long started = Long.parseLong(parts[1]);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info()
                            .startInstant()
                            .map(instant -> Math.abs(instant.toEpochMilli() - started) <= SAME_MILLIS)
                            .orElse(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
