package dev.parley.platform.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what commits have left in SQLite's write-ahead log into the database's file, on a thread and a connection of its
 * own. SQLite by itself lets the commit do that which finds the log long, and whoever waits behind it; a passive checkpoint
 * (<a href="https://www.sqlite.org/c3ref/wal_checkpoint_v2.html">wal_checkpoint_v2</a>) waits for nobody and holds nobody up.
 */
final class SqliteCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);
    private static final String CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)";
    /** As many commits share what a checkpoint costs: mostly they have written the same pages. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final DataSource source;
    private final WorkerExecutor thread;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean closed;

    // Of its own thread.
    private @Nullable Connection connection;

    SqliteCheckpoints(Vertx vertx, DataSource source) {
        this.vertx = vertx;
        this.source = source;
        this.thread = vertx.createSharedWorkerExecutor("parley-sqlite-checkpoints-" + UUID.randomUUID(), 1);
    }

    /** That there is something to copy. Any thread. */
    void committed() {
        if (due.compareAndSet(false, true)) {
            vertx.setTimer(PAUSE.toMillis(), over -> {
                due.set(false);
                if (!closed) {
                    thread.executeBlocking(this::checkpoint)
                            .onFailure(
                                    failure -> LOG.atDebug().setCause(failure).log("left to the next checkpoint"));
                }
            });
        }
    }

    private @Nullable Void checkpoint() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(CHECKPOINT);
        }
        return null;
    }

    /** After the one that is in progress. The last connection to the file, whichever it is, copies what is left. */
    Future<Void> close() {
        closed = true;
        return thread.<Void>executeBlocking(() -> {
                    if (connection != null) {
                        connection.close();
                    }
                    return null;
                })
                .eventually(thread::close);
    }
}
