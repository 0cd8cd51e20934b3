package dev.parley.chat.shard;

import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of the test's own, that it may treat as life does. Blocks; one thread. */
final class FailingPostgres implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private LocalPostgres server;

    FailingPostgres(Path folder) {
        this.folder = folder;
        this.server = LocalPostgres.start(folder);
        this.port = server.port();
    }

    int port() {
        return port;
    }

    DatabaseOptions createDatabase(String name) {
        return server.createDatabase(name);
    }

    /** In order, but without waiting for anybody: {@code pg_ctl stop -m fast}. */
    void stop() {
        server.stop();
    }

    /** All of its processes at once, as when the machine loses its power. */
    void kill() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        Eventually.within(STARTS_WITHIN, () -> {
            if (all.stream().anyMatch(ProcessHandle::isAlive)) {
                throw new AssertionError("a process of PostgreSQL still runs");
            }
        });
        server.stop(); // gives back what this JVM has locked
    }

    void startAgain() {
        Eventually.within(STARTS_WITHIN, () -> server = LocalPostgres.start(folder, port));
    }

    /** None of its processes runs any more, and none ends: connections stay, and nobody answers. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    /** Says something to the server as its owner. */
    void tell(String database, String... statements) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, "postgres", server.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ProcessHandle> processes() {
        ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
        postmaster.descendants().forEach(all::add);
        return all;
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes().forEach(process -> command.add(Long.toString(process.pid())));
        try {
            // One that has just ended makes kill say so, which does not matter.
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
