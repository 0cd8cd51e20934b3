package dev.parley.auth.store.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * One prepared statement with named parameters, the same for both databases. What writes is given the connection of a
 * transaction, also where it is the only statement: a JDBC connection that once had a transaction stays out of
 * auto-commit (vertx-jdbc-client 5.0.10), so a single statement on it would be committed with the next one, or never.
 */
record Statement(String sql) {
    Future<RowSet<Row>> rows(SqlClient client, Map<String, Object> parameters) {
        return SqlTemplate.forQuery(client, sql).execute(parameters);
    }

    /** The first row, if there is one. For RETURNING too: of that SQLite gives no count, but the row. */
    <T> Future<Optional<T>> first(SqlClient client, Map<String, Object> parameters, Function<Row, T> mapping) {
        return rows(client, parameters).map(rows -> {
            for (Row row : rows) {
                return Optional.of(mapping.apply(row));
            }
            return Optional.empty();
        });
    }

    /** All rows. */
    <T> Future<List<T>> list(SqlClient client, Map<String, Object> parameters, Function<Row, T> mapping) {
        return rows(client, parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(mapping)
                        .toList());
    }

    /** How many rows it changed. */
    Future<Integer> update(SqlClient client, Map<String, Object> parameters) {
        return SqlTemplate.forUpdate(client, sql).execute(parameters).map(result -> result.rowCount());
    }
}
