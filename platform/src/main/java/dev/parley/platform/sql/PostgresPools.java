package dev.parley.platform.sql;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL as Parley uses it: prepared statements cached, every wait bounded, commits that are on the disk. */
final class PostgresPools {
    private static final int CONNECTION_SECONDS = 5;

    private PostgresPools() {}

    static Database open(Vertx vertx, DatabaseOptions options) {
        PgConnectOptions connect = new PgConnectOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setDatabase(options.database())
                .setUser(options.user())
                .setPassword(options.password())
                .setCachePreparedStatements(true)
                .setReconnectAttempts(2)
                .setReconnectInterval(250)
                .setProperties(Map.of("synchronous_commit", "on", "application_name", "parley"));
        PoolOptions pool = new PoolOptions()
                .setMaxSize(options.poolSize())
                .setMaxWaitQueueSize(options.maxWaiting())
                .setConnectionTimeout(CONNECTION_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        Pool both =
                PgBuilder.pool().with(pool).connectingTo(connect).using(vertx).build();
        return new Database(both, both, new PostgresWriter(both));
    }
}
