package dev.parley.platform.sql;

import dev.parley.contracts.error.Refusal;
import dev.parley.platform.loop.Loops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's database: PostgreSQL, or a SQLite file with one writer and several readers. Queries are written once, with
 * names for values as {@code SqlTemplate} has them, and run on both. Any event loop; nothing of it blocks one.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration CHECK_WITHIN = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
    /** How long a write that found no room is remembered, where none has been tried since. */
    private static final Duration FULL_FOR = Duration.ofSeconds(10);

    private final Pool reader;
    private final Pool transactions;
    private final Writer writer;
    private volatile @Nullable Long fullSince;

    Database(Pool reader, Pool transactions, Writer writer) {
        this.reader = reader;
        this.transactions = transactions;
        this.writer = writer;
    }

    /**
     * Migrates, then opens the pools.
     *
     * @param migrations the folder on the class path, one a service: its last part names the history table
     */
    public static Future<Database> open(Vertx vertx, DatabaseOptions options, String migrations) {
        return vertx.executeBlocking(() -> {
                    Migrations.run(options, migrations);
                    return options;
                })
                .map(migrated ->
                        options.isSqlite() ? SqlitePools.open(vertx, options) : PostgresPools.open(vertx, options));
    }

    /** For reading outside a transaction. What was committed before is seen. */
    public Pool reader() {
        return reader;
    }

    /**
     * Writes in one transaction what is known beforehand: all of it, in this order, or nothing. For what happens often:
     * on SQLite it is one task of one thread, on PostgreSQL the statements do not wait for each other's answers.
     *
     * @return how many rows were changed
     */
    public Future<Integer> write(List<Change> changes) {
        return watched(writer.write(changes));
    }

    /**
     * Runs the work in one transaction: committed when its Future succeeds, rolled back when it fails. For work in which
     * one statement depends on the answer to another, and which begins with one that writes. There is no way to write
     * but this and {@link #write}: vertx-jdbc-client 5.0.10 leaves a connection out of auto-commit after its first
     * transaction, so a statement of its own would be reported as done and not be committed.
     */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return watched(transactions.withTransaction(work));
    }

    private <T> Future<T> watched(Future<T> writing) {
        return writing.onSuccess(done -> fullSince = null).onFailure(failure -> {
            if (Failures.STORAGE.isCauseOf(failure)) {
                fullSince = System.nanoTime();
            }
            if (Failures.READ_ONLY.isCauseOf(failure)) {
                writer.readOnly();
            }
        });
    }

    /** Whether a failure says that a unique key is taken. */
    public static boolean isUniqueViolation(@Nullable Throwable failure) {
        return Failures.UNIQUE.isCauseOf(failure);
    }

    /** Whether a failure says that a value is missing where there has to be one. */
    public static boolean isNullViolation(@Nullable Throwable failure) {
        return Failures.NULL.isCauseOf(failure);
    }

    /** What a caller is told of a database that failed: {@code unavailable}; the cause is logged here. */
    public static <T> Future<T> unavailable(Throwable failure) {
        if (failure instanceof Refusal) {
            return Future.failedFuture(failure);
        }
        LOG.atWarn().setCause(failure).log("the database failed");
        return Future.failedFuture(Refusal.unavailable("the database is away; whether it was done is not known"));
    }

    /** Succeeds, or fails within a second: whether a connection answers, and a write is likely to be taken. */
    public Future<Void> check() {
        Long full = fullSince;
        if (full != null && System.nanoTime() - full < FULL_FOR.toNanos()) {
            return Future.failedFuture("there was no room for a write");
        }
        return Loops.within(CHECK_WITHIN, reader.query("SELECT 1").execute().compose(answered -> writer.check()));
    }

    /**
     * Closes the pools; fails where one takes longer than three seconds. Where somebody waits for a connection, and gives up
     * just then, a pool throws and never says that it is closed (vertx-sql-client 5.0.10, {@code SqlConnectionPool}).
     */
    public Future<Void> close() {
        return Loops.within(CLOSE_WITHIN, writer.close())
                .eventually(() -> Loops.within(CLOSE_WITHIN, reader.close()))
                .eventually(() -> transactions == reader
                        ? Future.succeededFuture()
                        : Loops.within(CLOSE_WITHIN, transactions.close()));
    }
}
