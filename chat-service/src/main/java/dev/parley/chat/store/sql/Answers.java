package dev.parley.chat.store.sql;

import dev.parley.platform.loop.Loops;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs queries so that each ends: with an answer, or in bounded time with {@code unavailable}. */
final class Answers {
    /** Longer than the bus waits (5 s) and than SQLite waits for its lock (5 s): by then nobody listens any more. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    /** Stands for the keys in the SQL of {@link #queryAll}. */
    static final String VALUES = "{values}";

    private Answers() {}

    /** The rows of a query, each mapped. */
    static <T> Future<List<T>> query(
            SqlClient client, String sql, Map<String, Object> parameters, Function<Row, T> mapping) {
        return bounded(SqlTemplate.forQuery(client, sql).execute(parameters)).map(rows -> mapped(rows, mapping));
    }

    /**
     * The rows of a query over many keys, in as few statements as the databases' limits allow.
     *
     * @param sql with {@link #VALUES} where the keys go
     */
    static <T> Future<List<T>> queryAll(
            SqlClient client, Collection<? extends List<String>> keys, String sql, Function<Row, T> mapping) {
        List<? extends List<String>> all = List.copyOf(keys);
        Future<List<T>> answer = Future.succeededFuture(new ArrayList<>());
        for (int from = 0; from < all.size(); from += Parameters.MAX_ROWS) {
            List<? extends List<String>> some = all.subList(from, Math.min(all.size(), from + Parameters.MAX_ROWS));
            answer = answer.compose(sofar -> {
                Parameters parameters = Parameters.of(some);
                return query(client, sql.replace(VALUES, parameters.sql()), parameters.values(), mapping)
                        .map(more -> {
                            sofar.addAll(more);
                            return sofar;
                        });
            });
        }
        return answer;
    }

    /** The same Future, failed with {@code unavailable} where it fails or takes too long. */
    static <T> Future<T> bounded(Future<T> work) {
        return Loops.within(WITHIN, work).recover(Database::unavailable);
    }

    private static <T> List<T> mapped(RowSet<Row> rows, Function<Row, T> mapping) {
        List<T> all = new ArrayList<>();
        for (Row row : rows) {
            all.add(mapping.apply(row));
        }
        return all;
    }
}
