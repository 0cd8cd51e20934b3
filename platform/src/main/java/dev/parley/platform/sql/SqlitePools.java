package dev.parley.platform.sql;

import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite as Parley runs it: write-ahead log, so that readers and the one writer do not wait for each other; and
 * {@code synchronous=FULL}, so that a commit has reached the disk when it returns (I1).
 */
final class SqlitePools {
    /** Of 4 KiB each: a log of that many is copied by the commit that finds it so, as SQLite does from 1,000 pages on. */
    private static final int LOG_PAGES = 10_000;

    private SqlitePools() {}

    static Database open(Vertx vertx, DatabaseOptions options) {
        PoolOptions one = new PoolOptions().setMaxSize(1).setMaxWaitQueueSize(options.maxWaiting());
        PoolOptions several =
                new PoolOptions().setMaxSize(options.poolSize()).setMaxWaitQueueSize(options.maxWaiting());
        Pool transactions = JDBCPool.pool(vertx, dataSource(options), one);
        Pool reader = JDBCPool.pool(vertx, dataSource(options), several);
        SqliteCheckpoints checkpoints = new SqliteCheckpoints(vertx, dataSource(options));
        SqliteWriter writer = new SqliteWriter(vertx, dataSource(options), options.maxWaiting(), checkpoints);
        return new Database(reader, transactions, writer);
    }

    static SQLiteDataSource dataSource(DatabaseOptions options) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        // The driver begins the next transaction when one ends: it must not hold the lock until it writes.
        config.setTransactionMode(TransactionMode.DEFERRED);
        config.setBusyTimeout((int) options.patience().turn().toMillis());
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new RareCheckpoints(config);
        source.setUrl("jdbc:sqlite:" + options.sqliteFile());
        return source;
    }

    /** Whose commits leave checkpoints to {@link SqliteCheckpoints}, which is not to be waited for while the log is short. */
    private static final class RareCheckpoints extends SQLiteDataSource {
        RareCheckpoints(SQLiteConfig config) {
            super(config);
        }

        @Override
        public SQLiteConnection getConnection(String user, String password) throws SQLException {
            SQLiteConnection connection = super.getConnection(user, password);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return connection;
        }
    }
}
