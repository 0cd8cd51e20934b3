package dev.parley.platform.sql;

import dev.parley.platform.sql.DatabaseOptions.Patience;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionBase;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to the one of several PostgreSQL servers that may be written to, and cuts those that have gone bad
 * (docs/adr/0030-a-database-that-fails-over.md): the driver has a time for neither, and gives no hold of the socket but
 * through classes of its inside, which are used here and nowhere else. Any thread.
 */
final class PostgresConnections {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);
    private static final String IS_READ_ONLY = "SHOW transaction_read_only";
    private static final long RETRY_MILLIS = 250;
    /** The server ends a statement that takes too long by itself; only when it is not able to is its connection cut. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** The handler of Vert.x that ends a silent connection. */
    private static final String IDLE = "idle";

    private final Vertx vertx;
    private final List<PgConnectOptions> hosts;
    private final Patience patience;
    private final ConnectionFactory<PgConnectOptions> factory;
    private final AtomicInteger preferred = new AtomicInteger();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<Connection, Long> held = new ConcurrentHashMap<>();

    PostgresConnections(Vertx vertx, List<PgConnectOptions> hosts, Patience patience) {
        this.vertx = vertx;
        this.hosts = hosts;
        this.patience = patience;
        // A server that takes connections and then says nothing: silence ends it, until somebody is let in.
        NetClientOptions tcp = new NetClientOptions()
                .setTcpKeepAlive(true)
                .setConnectTimeout((int) patience.connect().toMillis())
                .setReadIdleTimeout((int) patience.connect().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        this.factory = PgDriver.INSTANCE.createConnectionFactory(vertx, tcp);
    }

    ConnectionFactory<PgConnectOptions> factory() {
        return factory;
    }

    /** Tries the hosts in turn, again and again while somebody waits. */
    Future<SqlConnection> connect(Context context) {
        return connect(context, preferred.get(), System.nanoTime());
    }

    private Future<SqlConnection> connect(Context context, int host, long since) {
        int next = (host + 1) % hosts.size();
        return factory.connect(context, hosts.get(host))
                .compose(this::accept)
                .onSuccess(connection -> preferred.set(host))
                .recover(failure -> {
                    boolean isOver =
                            System.nanoTime() - since >= patience.turn().toNanos();
                    if (isOver || Failures.DENIED.isCauseOf(failure)) {
                        return Future.failedFuture(failure);
                    }
                    long pause = next == 0 ? RETRY_MILLIS : 1;
                    return context.owner()
                            .timer(pause, TimeUnit.MILLISECONDS)
                            .compose(over -> connect(context, next, since));
                });
    }

    /** A standby lets in as a primary does, and so does what stands before them: it is asked. */
    private Future<SqlConnection> accept(SqlConnection connection) {
        Connection socket = ((SqlConnectionBase<?>) connection).unwrap();
        return connection.query(IS_READ_ONLY).execute().compose(rows -> {
            if (rows.iterator().next().getString(0).equals("on")) {
                cut(socket);
                return Future.failedFuture("the server takes no writes");
            }
            ((SocketConnectionBase) socket)
                    .socket()
                    .channelHandlerContext()
                    .pipeline()
                    .remove(IDLE);
            open.removeIf(before -> !before.isValid());
            open.add(socket);
            return Future.succeededFuture(connection);
        });
    }

    /** Somebody has got this connection from the pool: not for ever. */
    Future<Void> taken(Connection connection) {
        long limit = patience.answer().plus(GRACE).toMillis();
        held.put(connection, vertx.setTimer(limit, over -> {
            LOG.atWarn().log("the database did not answer within {} ms: a connection is cut", limit);
            cut(connection);
        }));
        return Future.succeededFuture();
    }

    /** It goes back to the pool. */
    Future<Void> returned(Connection connection) {
        Long timer = held.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        return Future.succeededFuture();
    }

    /** The server takes no writes any more: all that lead to it end, and the next look for another. */
    void cutAll() {
        LOG.atWarn().log("the database takes no writes any more: all connections are cut");
        open.forEach(PostgresConnections::cut);
    }

    /** Without a word to the server, which may not be listening: what is in flight fails, and the pool forgets it. */
    private static void cut(Connection connection) {
        ((SocketConnectionBase) connection).socket().close();
    }
}
