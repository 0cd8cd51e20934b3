package dev.parley.platform.sql;

import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite as Parley runs it: write-ahead log, so that readers and the one writer do not wait for each other; and
 * {@code synchronous=FULL}, so that a commit has reached the disk when it returns (I1).
 */
final class SqlitePools {
    private SqlitePools() {}

    static Database open(Vertx vertx, DatabaseOptions options) {
        PoolOptions one = new PoolOptions().setMaxSize(1).setMaxWaitQueueSize(options.maxWaiting());
        PoolOptions several =
                new PoolOptions().setMaxSize(options.poolSize()).setMaxWaitQueueSize(options.maxWaiting());
        Pool transactions = JDBCPool.pool(vertx, dataSource(options), one);
        Pool reader = JDBCPool.pool(vertx, dataSource(options), several);
        return new Database(reader, transactions, new SqliteWriter(vertx, dataSource(options), options.maxWaiting()));
    }

    static SQLiteDataSource dataSource(DatabaseOptions options) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        // The driver begins the next transaction when one ends: it must not hold the lock until it writes.
        config.setTransactionMode(TransactionMode.DEFERRED);
        config.setBusyTimeout((int) options.patience().turn().toMillis());
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + options.sqliteFile());
        return source;
    }
}
