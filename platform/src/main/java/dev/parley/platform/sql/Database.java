package dev.parley.platform.sql;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A service's database: PostgreSQL, or a SQLite file with one writer and several readers. Queries are written once, with
 * names for values as {@code SqlTemplate} has them, and run on both. Any event loop; nothing of it blocks one.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String PG_UNIQUE_VIOLATION = "23505";
    private static final String PG_NULL_VIOLATION = "23502";
    private static final Set<SQLiteErrorCode> SQLITE_NULL = Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL);
    private static final Set<SQLiteErrorCode> SQLITE_UNIQUE =
            Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);

    private final Pool reader;
    private final Pool transactions;
    private final Writer writer;

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
        return writer.write(changes);
    }

    /**
     * Runs the work in one transaction: committed when its Future succeeds, rolled back when it fails. For work in which
     * one statement depends on the answer to another, and which begins with one that writes. There is no way to write
     * but this and {@link #write}: vertx-jdbc-client 5.0.10 leaves a connection out of auto-commit after its first
     * transaction, so a statement of its own would be reported as done and not be committed.
     */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return transactions.withTransaction(work);
    }

    /** Whether a failure says that a unique key is taken. */
    public static boolean isUniqueViolation(@Nullable Throwable failure) {
        return isViolation(failure, PG_UNIQUE_VIOLATION, SQLITE_UNIQUE);
    }

    /** Whether a failure says that a value is missing where there has to be one. */
    public static boolean isNullViolation(@Nullable Throwable failure) {
        return isViolation(failure, PG_NULL_VIOLATION, SQLITE_NULL);
    }

    private static boolean isViolation(@Nullable Throwable failure, String postgres, Set<SQLiteErrorCode> sqliteCodes) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg && postgres.equals(pg.getSqlState())) {
                return true;
            }
            if (cause instanceof SQLiteException sqlite && sqliteCodes.contains(sqlite.getResultCode())) {
                return true;
            }
        }
        return false;
    }

    /** What a caller is told of a database that failed: {@code unavailable}; the cause is logged here. */
    public static <T> Future<T> unavailable(Throwable failure) {
        if (failure instanceof Refusal) {
            return Future.failedFuture(failure);
        }
        LOG.atWarn().setCause(failure).log("the database failed");
        return Future.failedFuture(Refusal.unavailable("the database is away; whether it was done is not known"));
    }

    /** Succeeds when a connection answers. */
    public Future<Void> check() {
        return reader.query("SELECT 1").execute().mapEmpty();
    }

    /** Closes the pools. */
    public Future<Void> close() {
        return writer.close()
                .eventually(reader::close)
                .eventually(() -> transactions == reader ? Future.succeededFuture() : transactions.close());
    }
}
