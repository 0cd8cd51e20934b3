package dev.parley.platform.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends all statements of a transaction without waiting in between, and its end when all are done: a statement that the
 * driver itself refuses never reaches the server, which would then commit the others.
 */
final class PostgresWriter implements Writer {
    private static final String IS_READ_ONLY = "SHOW transaction_read_only";

    private final Pool pool;
    private final PostgresConnections connections;
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    PostgresWriter(Pool pool, PostgresConnections connections) {
        this.pool = pool;
        this.connections = connections;
    }

    @Override
    public Future<Integer> write(List<Change> changes) {
        return pool.withConnection(connection -> {
            Future<Transaction> begun = connection.begin();
            List<Future<Integer>> done = new ArrayList<>(changes.size());
            changes.forEach(change -> done.add(run(connection, change)));
            Future<Integer> changed = begun.compose(begin -> Future.join(done)
                    .transform(all -> firstFailure(done))
                    .map(all -> done.stream().mapToInt(Future::result).sum()));
            return changed.transform(result -> begun.compose(
                            transaction -> result.succeeded() ? transaction.commit() : transaction.rollback())
                    .transform(ended ->
                            result.succeeded() && ended.failed() ? Future.failedFuture(ended.cause()) : changed));
        });
    }

    /** The others fail only because that one did. */
    private static Future<Void> firstFailure(List<Future<Integer>> done) {
        return done.stream()
                .filter(Future::failed)
                .findFirst()
                .<Future<Void>>map(failed -> Future.failedFuture(failed.cause()))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Integer> run(SqlConnection connection, Change change) {
        Template template = templates.computeIfAbsent(change.sql(), sql -> Template.of(sql, place -> "$" + place));
        List<Tuple> rows = new ArrayList<>(change.rows().size());
        change.rows().forEach(row -> rows.add(Tuple.wrap(template.values(row))));
        return connection.preparedQuery(template.sql()).executeBatch(rows).map(PostgresWriter::changed);
    }

    /** The results of a batch hang on one another, one for each row. */
    private static int changed(RowSet<?> first) {
        int changed = 0;
        for (RowSet<?> result = first; result != null; result = result.next()) {
            changed += ((SqlResult<?>) result).rowCount();
        }
        return changed;
    }

    @Override
    public Future<Void> check() {
        return pool.query(IS_READ_ONLY)
                .execute()
                .compose(rows -> rows.iterator().next().getString(0).equals("off")
                        ? Future.succeededFuture()
                        : Future.failedFuture("the server takes no writes"));
    }

    @Override
    public void readOnly() {
        connections.cutAll();
    }

    /** The pool is not its own. */
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
