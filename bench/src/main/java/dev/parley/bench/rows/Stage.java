package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.server.Launch;
import dev.parley.bench.server.Server;
import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.LocalPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What rows are run on: the servers that they share, names that nobody else has, and how long each may take. */
public final class Stage implements AutoCloseable {
    private static final int POOL_SIZE = 8;
    private static final int MAX_WAITING = 1000;

    /** What the shared servers begin with, once: as much as they can do. */
    private static final ChatLoad.Shape FIRST_LOAD = new ChatLoad.Shape(50, 10, 0, 4, 256);

    private static final Duration FIRST_AT_LEAST = Duration.ofSeconds(10);
    private static final Duration FIRST_AT_MOST = Duration.ofSeconds(60);
    /** A row's own warm-up may be longer than what was asked for by this, until the compilers are quiet. */
    private static final Duration LONGER_AT_MOST = Duration.ofSeconds(15);

    private final Path folder;
    private final Plan plan;
    private final Launch launch;
    private final Profiler profiler;
    private final Optional<LocalPostgres> postgres;
    private final List<Measured> measured = new ArrayList<>();
    private final Map<String, String> jvmFlags = new LinkedHashMap<>();
    private @Nullable Server parley;
    private @Nullable Server netty;
    private int names;

    /**
     * How much is measured.
     *
     * @param rounds how often Parley and the bare broadcaster take turns
     * @param warmUp what comes at least before each measurement and is not counted
     * @param idle connections of the row that is about idle ones
     * @param cluster whether Parley is one process of each service, on PostgreSQL, instead of one process of everything
     */
    public record Plan(int rounds, Duration warmUp, Duration measure, int idle, boolean cluster) {}

    /** @param folder an empty one for logs and data */
    public Stage(Path folder, Plan plan, Launch launch, Profiler profiler, Optional<LocalPostgres> postgres) {
        this.folder = folder;
        this.plan = plan;
        this.launch = launch;
        this.profiler = profiler;
        this.postgres = postgres;
    }

    public Plan plan() {
        return plan;
    }

    /** The Parley that most rows share: it is warm. */
    Server parley() {
        if (parley == null) {
            parley = newParley();
            begin(parley);
        }
        return parley;
    }

    /** The bare broadcaster that most rows share: it is warm. */
    Server netty() {
        if (netty == null) {
            netty = newNetty();
            begin(netty);
        }
        return netty;
    }

    @SuppressWarnings("SystemOut") // who waits wants to know for what
    private void begin(Server server) {
        jvmFlags.put(server.name(), server.jvmFlags());
        try (ChatLoad load = ChatLoad.open(server.port(), newName(), FIRST_LOAD)) {
            load.saturate(FIRST_LOAD.publishers());
            Duration took = WarmUp.of(server, FIRST_AT_LEAST, FIRST_AT_MOST);
            System.out.println("  " + server.name() + " is warm after " + took.toSeconds() + " s");
        }
    }

    /** One that nothing has been done with; the caller closes it. */
    Server newParley() {
        String name = newName();
        Path home = folder.resolve(name);
        return plan.cluster() ? launch.cluster(home) : launch.parley(home, database(name));
    }

    /** One that nothing has been done with; the caller closes it. */
    Server newNetty() {
        return launch.broadcaster(folder.resolve(newName()));
    }

    /** Whether Parley's commits are made by its own process. */
    boolean isSqlite() {
        return postgres.isEmpty() && !plan.cluster();
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

    /** Lets a load that has begun go on until the server is warm for it. */
    void warmUp(Server server) {
        WarmUp.of(server, plan.warmUp(), plan.warmUp().plus(LONGER_AT_MOST));
    }

    /** Lets the load go on for so long, counts, keeps what was counted, and makes flame graphs where they are wanted. */
    Measured measure(Duration time, String work, Server server, Supplier<ChatLoad.Seen> load) {
        CompletableFuture<Void> profiled = profiler.watch(server, work, time);
        Measured now = Measured.over(time, work, server, load);
        profiled.join();
        measured.add(now);
        return now;
    }

    /** Keeps what was measured otherwise. */
    void keep(Measured done) {
        measured.add(done);
    }

    /** All that was measured, in order. */
    public List<Measured> measured() {
        return List.copyOf(measured);
    }

    /** What the shared servers' JVMs run with, by the names of the servers. */
    public Map<String, String> jvmFlags() {
        return jvmFlags;
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
