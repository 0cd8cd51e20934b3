package dev.parley.platform.sql;

import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.internal.pool.PoolImpl;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL as Parley uses it: prepared statements cached, every wait bounded, commits that are on the disk. */
final class PostgresPools {
    private PostgresPools() {}

    static Database open(Vertx vertx, DatabaseOptions options) {
        PostgresConnections connections = new PostgresConnections(vertx, hosts(options), options.patience());
        PoolOptions bounds = new PoolOptions()
                .setMaxSize(options.poolSize())
                .setMaxWaitQueueSize(options.maxWaiting())
                .setConnectionTimeout((int) options.patience().turn().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        CloseFuture closing = new CloseFuture();
        PoolImpl pool = new PoolImpl(
                (VertxInternal) vertx,
                PgDriver.INSTANCE,
                false,
                bounds,
                connections::taken,
                connections::returned,
                connections::connect,
                null,
                closing);
        pool.init();
        closing.add(connections.factory());
        return new Database(pool, pool, new PostgresWriter(pool, connections));
    }

    /** A process that hangs in the middle of a transaction must not hold its locks for ever: nobody would get past. */
    private static List<PgConnectOptions> hosts(DatabaseOptions options) {
        String answer = Long.toString(options.patience().answer().toMillis());
        return options.hosts().stream()
                .map(host -> new PgConnectOptions()
                        .setHost(host.name())
                        .setPort(host.port())
                        .setDatabase(options.database())
                        .setUser(options.user())
                        .setPassword(options.password())
                        .setCachePreparedStatements(true)
                        .setReconnectAttempts(0)
                        .setProperties(Map.of(
                                "synchronous_commit",
                                "on",
                                "application_name",
                                "parley",
                                "statement_timeout",
                                answer,
                                "idle_in_transaction_session_timeout",
                                answer)))
                .toList();
    }
}
