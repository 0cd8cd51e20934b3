package dev.parley.platform.sql;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own on a thread of its own: a whole transaction is one task there, so that an event loop hands it
 * over once and is told once. Statements stay prepared; there are as many as the stores have constants.
 */
final class SqliteWriter implements Writer {
    private static final String BEGIN = "BEGIN IMMEDIATE";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";

    private final DataSource source;
    private final int maxWaiting;
    private final SqliteCheckpoints checkpoints;
    private final WorkerExecutor thread;
    private final AtomicInteger waiting = new AtomicInteger();

    // Of its own thread.
    private final Map<String, Prepared> kept = new HashMap<>();
    private @Nullable Connection connection;

    private record Prepared(Template template, PreparedStatement statement) {}

    /** @param maxWaiting transactions that may wait for their turn; more are refused */
    SqliteWriter(Vertx vertx, DataSource source, int maxWaiting, SqliteCheckpoints checkpoints) {
        this.source = source;
        this.maxWaiting = maxWaiting;
        this.checkpoints = checkpoints;
        this.thread = vertx.createSharedWorkerExecutor("parley-sqlite-" + UUID.randomUUID(), 1);
    }

    @Override
    public Future<Integer> write(List<Change> changes) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return Future.failedFuture(Refusal.unavailable("too much waits for the database"));
        }
        return thread.executeBlocking(() -> commit(changes)).onComplete(done -> waiting.decrementAndGet());
    }

    private int commit(List<Change> changes) throws SQLException {
        try {
            execute(BEGIN);
            int changed = 0;
            for (Change change : changes) {
                changed += run(change);
            }
            execute(COMMIT);
            checkpoints.committed();
            return changed;
        } catch (SQLException | RuntimeException failure) {
            rollBack(failure);
            throw failure;
        }
    }

    private int run(Change change) throws SQLException {
        Prepared prepared = prepared(change.sql());
        PreparedStatement statement = prepared.statement();
        for (Map<String, Object> row : change.rows()) {
            int place = 1;
            for (Object value : prepared.template().values(row)) {
                statement.setObject(place++, value);
            }
            statement.addBatch();
        }
        return IntStream.of(statement.executeBatch()).sum();
    }

    private void execute(String sql) throws SQLException {
        prepared(sql).statement().execute();
    }

    private Prepared prepared(String sql) throws SQLException {
        Prepared there = kept.get(sql);
        if (there == null) {
            Template template = Template.of(sql, place -> "?");
            there = new Prepared(template, open().prepareStatement(template.sql()));
            kept.put(sql, there);
        }
        return there;
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
        }
        return connection;
    }

    /** A connection that cannot even do that is given up: closing it does. */
    private void rollBack(Exception cause) {
        try {
            execute(ROLLBACK);
        } catch (SQLException | RuntimeException failure) {
            cause.addSuppressed(failure);
            try {
                closeConnection();
            } catch (SQLException hopeless) {
                cause.addSuppressed(hopeless);
            }
        }
    }

    private void closeConnection() throws SQLException {
        Connection open = connection;
        connection = null;
        kept.clear();
        if (open != null) {
            open.close();
        }
    }

    /** It is a file: there is nobody to ask but those who use it. */
    @Override
    public Future<Void> check() {
        return Future.succeededFuture();
    }

    /** There is no other file. */
    @Override
    public void readOnly() {}

    /** After what has been asked for. */
    @Override
    public Future<Void> close() {
        return thread.<Void>executeBlocking(() -> {
                    closeConnection();
                    return null;
                })
                .eventually(thread::close)
                .eventually(checkpoints::close);
    }
}
