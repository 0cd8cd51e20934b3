package dev.parley.bench.rows;

import dev.parley.bench.server.Server;
import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.LocalPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What rows are run on: the servers that they share, names that nobody else has, and how long each may take. */
public final class Stage implements AutoCloseable {
    private static final int POOL_SIZE = 8;
    private static final int MAX_WAITING = 1000;

    private final Path folder;
    private final Plan plan;
    private final Profiler profiler;
    private final Optional<LocalPostgres> postgres;
    private @Nullable Server parley;
    private @Nullable Server netty;
    private int names;

    /**
     * How much is measured.
     *
     * @param rounds how often Parley and the bare broadcaster take turns
     * @param warmUp what comes before each measurement and is not counted
     * @param idle connections of the row that is about idle ones
     */
    public record Plan(int rounds, Duration warmUp, Duration measure, int idle) {}

    /** @param folder an empty one for logs and data */
    public Stage(Path folder, Plan plan, Profiler profiler, Optional<LocalPostgres> postgres) {
        this.folder = folder;
        this.plan = plan;
        this.profiler = profiler;
        this.postgres = postgres;
    }

    public Plan plan() {
        return plan;
    }

    Profiler profiler() {
        return profiler;
    }

    /** The Parley that most rows share: it is warm. */
    Server parley() {
        if (parley == null) {
            parley = newParley();
        }
        return parley;
    }

    /** The bare broadcaster that most rows share. */
    Server netty() {
        if (netty == null) {
            netty = newNetty();
        }
        return netty;
    }

    /** One that nothing has been done with; the caller closes it. */
    Server newParley() {
        String name = newName();
        return Server.parley(folder.resolve(name), database(name));
    }

    /** One that nothing has been done with; the caller closes it. */
    Server newNetty() {
        return Server.broadcaster(folder.resolve(newName()));
    }

    /** A database of Parley's kind, with nothing in it. */
    DatabaseOptions database(String name) {
        return postgres.map(server -> server.createDatabase(name))
                .orElseGet(() -> new DatabaseOptions(
                        "sqlite:" + folder.resolve(name).resolve("data/chat.db"), "", "", POOL_SIZE, MAX_WAITING));
    }

    /** A name that was not given before, for rooms and folders. */
    String newName() {
        names++;
        return "bench" + names;
    }

    /** Waits while the load goes on. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long rest = time.toNanos(); rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    /** A row whose connections break has measured something else. */
    static void requireNone(List<String> losses) {
        if (!losses.isEmpty()) {
            throw new IllegalStateException(losses.size() + " connections were lost, the first: " + losses.get(0));
        }
    }

    @Override
    public void close() {
        if (parley != null) {
            parley.close();
        }
        if (netty != null) {
            netty.close();
        }
    }
}
