package dev.parley.auth.store.sql;

import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.auth.store.RevocationStore;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Revocations in the table {@code auth_revocation}, numbered by the one row of {@code auth_revocation_head}. */
public final class SqlRevocationStore implements RevocationStore {
    private static final Statement NUMBER =
            new Statement("UPDATE auth_revocation_head SET number = number + 1 RETURNING number");
    private static final Statement KEEP = new Statement("INSERT INTO auth_revocation (number, user_id, login_id,"
            + " spared_id, token_id, era, until_at) VALUES (#{number}, #{user}, NULLIF(#{login}, ''),"
            + " NULLIF(#{spared}, ''), NULLIF(#{token}, ''), #{era}, #{until})");
    private static final Statement AFTER =
            new Statement("SELECT number, user_id, login_id, spared_id, token_id, era, until_at FROM auth_revocation"
                    + " WHERE number > (SELECT CASE WHEN number < #{number} THEN 0 ELSE CAST(#{number} AS BIGINT) END"
                    + " FROM auth_revocation_head) AND until_at > #{now} ORDER BY number LIMIT #{limit}");
    private static final Statement FORGET = new Statement("DELETE FROM auth_revocation WHERE number IN"
            + " (SELECT number FROM auth_revocation WHERE until_at <= #{now} LIMIT #{limit})");

    private final Database database;

    public SqlRevocationStore(Database database) {
        this.database = database;
    }

    /** Keeps what was taken, in the transaction that takes it, as its last statements: the number is held from here on. */
    static Future<Revocation> keep(SqlConnection connection, Taken taken, Instant until) {
        return NUMBER.first(connection, Map.of(), row -> row.getLong("number")).compose(number -> {
            Revocation revocation = new Revocation(number.orElseThrow(), taken, until);
            return KEEP.update(connection, values(revocation)).map(revocation);
        });
    }

    @Override
    public Future<Revocation> revokeToken(UserId user, String tokenId, Instant until) {
        return database.transaction(connection -> keep(connection, Taken.token(user, tokenId), until))
                .recover(Database::unavailable);
    }

    @Override
    public Future<List<Revocation>> after(long number, Instant now, int limit) {
        Map<String, Object> values = Map.of("number", number, "now", now.toEpochMilli(), "limit", (long) limit);
        return AFTER.list(database.reader(), values, SqlRevocationStore::revocation)
                .recover(Database::unavailable);
    }

    @Override
    public Future<Integer> forget(Instant now, int limit) {
        Map<String, Object> values = Map.of("now", now.toEpochMilli(), "limit", (long) limit);
        return database.transaction(connection -> FORGET.update(connection, values))
                .recover(Database::unavailable);
    }

    private static Map<String, Object> values(Revocation revocation) {
        Taken taken = revocation.taken();
        return Map.of(
                "number", revocation.number(),
                "user", taken.user().value(),
                "login", taken.login().orElse(""),
                "spared", taken.spared().orElse(""),
                "token", taken.token().orElse(""),
                "era", taken.era(),
                "until", revocation.until().toEpochMilli());
    }

    private static Revocation revocation(Row row) {
        return new Revocation(
                row.getLong("number"),
                new Taken(
                        new UserId(row.getString("user_id")),
                        Optional.ofNullable(row.getString("login_id")),
                        Optional.ofNullable(row.getString("spared_id")),
                        Optional.ofNullable(row.getString("token_id")),
                        row.getLong("era")),
                Instant.ofEpochMilli(row.getLong("until_at")));
    }
}
