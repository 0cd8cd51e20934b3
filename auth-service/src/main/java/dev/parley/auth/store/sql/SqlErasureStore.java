package dev.parley.auth.store.sql;

import dev.parley.auth.domain.Erasure;
import dev.parley.auth.store.ErasureStore;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Erasures in the table {@code auth_erasure}. */
public final class SqlErasureStore implements ErasureStore {
    private static final Statement NOTE = new Statement("INSERT INTO auth_erasure (user_id, erased_at, due_at)"
            + " VALUES (#{user}, #{now}, #{now}) ON CONFLICT (user_id) DO NOTHING");
    private static final Statement TAKE =
            new Statement("UPDATE auth_erasure SET due_at = #{again} WHERE due_at <= #{now}"
                    + " AND user_id IN (SELECT user_id FROM auth_erasure WHERE due_at <= #{now} ORDER BY due_at LIMIT #{limit})"
                    + " RETURNING user_id, erased_at");
    private static final Statement DONE = new Statement("DELETE FROM auth_erasure WHERE user_id = #{user}");

    private final Database database;

    public SqlErasureStore(Database database) {
        this.database = database;
    }

    /** Notes that one is due, in the transaction that erases the account. */
    static Future<Integer> note(SqlConnection connection, UserId user, Instant now) {
        return NOTE.update(connection, Map.of("user", user.value(), "now", now.toEpochMilli()));
    }

    @Override
    public Future<List<Erasure>> take(Instant now, Instant again, int limit) {
        Map<String, Object> values =
                Map.of("now", now.toEpochMilli(), "again", again.toEpochMilli(), "limit", (long) limit);
        return database.transaction(connection -> TAKE.list(
                        connection,
                        values,
                        row -> new Erasure(
                                new UserId(row.getString("user_id")), Instant.ofEpochMilli(row.getLong("erased_at")))))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Void> done(UserId user) {
        return database.transaction(connection -> DONE.update(connection, Map.of("user", user.value())))
                .<Void>mapEmpty()
                .recover(Database::unavailable);
    }
}
