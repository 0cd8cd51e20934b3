package dev.parley.testkit;

import dev.parley.platform.sql.DatabaseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty database for one test, on either of the two that Parley runs on. Any thread. */
public final class TestDatabase {
    private static final int POOL_SIZE = 4;
    private static final int MAX_WAITING = 1000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** A SQLite file that does not exist yet, in a folder that does. */
    public static DatabaseOptions sqlite(Path folder) {
        Path file = folder.resolve("test-" + COUNT.incrementAndGet() + ".db");
        return new DatabaseOptions("sqlite:" + file.toAbsolutePath(), "", "", POOL_SIZE, MAX_WAITING);
    }

    /**
     * A new database of this JVM's PostgreSQL, which the first call starts and the end of the JVM stops and deletes. A JVM
     * that is killed leaves it running.
     */
    public static DatabaseOptions postgres() {
        return Shared.POSTGRES.createDatabase("test_" + COUNT.incrementAndGet());
    }

    private static final class Shared {
        static final LocalPostgres POSTGRES = start();

        private static LocalPostgres start() {
            try {
                Path folder = Files.createTempDirectory("parley-postgres");
                LocalPostgres postgres = LocalPostgres.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, folder), "postgres-stop"));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(LocalPostgres postgres, Path folder) {
            postgres.stop();
            Folders.delete(folder);
        }
    }
}
