package dev.parley.auth.store.sql;

import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.auth.store.LoginStore;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Login sessions in the table {@code auth_login}, hashes of refresh tokens in {@code auth_refresh}. */
public final class SqlLoginStore implements LoginStore {
    /** Writes nothing new: it waits for whoever changes the account, and then sees what that one did. */
    private static final Statement STILL = new Statement("UPDATE auth_account SET era = era WHERE id = #{user}"
            + " AND era = #{era} AND disabled_at IS NULL RETURNING id");

    private static final Statement OPEN =
            new Statement("INSERT INTO auth_login (id, user_id, created_at, expires_at) VALUES (#{id}, #{user},"
                    + " #{createdAt}, #{expiresAt})");
    private static final Statement ADD_TOKEN = new Statement("INSERT INTO auth_refresh (token_hash, login_id,"
            + " expires_at) VALUES (#{tokenHash}, #{loginId}, #{expiresAt})");
    private static final Statement FIND = new Statement("SELECT l.id, l.user_id, l.created_at, l.expires_at,"
            + " l.revoked_at, t.expires_at AS token_expires_at, t.spent_at FROM auth_refresh t"
            + " JOIN auth_login l ON l.id = t.login_id WHERE t.token_hash = #{tokenHash}");
    private static final Statement SPEND = new Statement("UPDATE auth_refresh SET spent_at = #{now}"
            + " WHERE token_hash = #{tokenHash} AND spent_at IS NULL AND EXISTS (SELECT 1 FROM auth_login l"
            + " WHERE l.id = auth_refresh.login_id AND l.revoked_at IS NULL) RETURNING login_id");
    private static final Statement EXTEND =
            new Statement("UPDATE auth_login SET expires_at = #{expiresAt} WHERE id = #{loginId}");
    private static final Statement REVOKE = new Statement("UPDATE auth_login SET revoked_at = #{now}"
            + " WHERE id = #{id} AND user_id = #{user} AND revoked_at IS NULL RETURNING id");
    private static final Statement LIVE = new Statement("SELECT id FROM auth_login WHERE id = #{id}"
            + " AND user_id = #{user} AND revoked_at IS NULL AND expires_at > #{now}");
    private static final Statement LIVING = new Statement("SELECT id, user_id, created_at, expires_at FROM auth_login"
            + " WHERE user_id = #{user} AND revoked_at IS NULL AND expires_at > #{now}"
            + " ORDER BY created_at DESC, id LIMIT #{limit}");
    private static final Statement PRUNE_TOKENS = new Statement("DELETE FROM auth_refresh WHERE token_hash IN"
            + " (SELECT token_hash FROM auth_refresh WHERE expires_at <= #{now} LIMIT #{limit})");
    private static final Statement PRUNE_LOGINS = new Statement("DELETE FROM auth_login WHERE id IN"
            + " (SELECT id FROM auth_login WHERE expires_at <= #{now} LIMIT #{limit})");

    private final Database database;

    public SqlLoginStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Boolean> open(Login login, String tokenHash, long era) {
        Map<String, Object> account = Map.of("user", login.user().value(), "era", era);
        Map<String, Object> values = Map.of(
                "id", login.id(),
                "user", login.user().value(),
                "createdAt", login.createdAt().toEpochMilli(),
                "expiresAt", login.expiresAt().toEpochMilli());
        return database.transaction(connection -> STILL.first(connection, account, row -> row)
                        .compose(still -> still.isEmpty()
                                ? Future.succeededFuture(false)
                                : OPEN.update(connection, values)
                                        .compose(opened ->
                                                addToken(connection, login.id(), tokenHash, login.expiresAt()))
                                        .map(true)))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Optional<Grant>> find(String tokenHash) {
        return FIND.first(database.reader(), Map.of("tokenHash", tokenHash), row -> grant(tokenHash, row))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Boolean> rotate(String tokenHash, String nextHash, Instant now, Instant expiresAt) {
        Map<String, Object> spending = Map.of("tokenHash", tokenHash, "now", now.toEpochMilli());
        return database.transaction(connection -> SPEND.first(connection, spending, row -> row.getString("login_id"))
                        .compose(spent -> spent.isEmpty()
                                ? Future.succeededFuture(false)
                                : addToken(connection, spent.get(), nextHash, expiresAt)
                                        .compose(added -> extend(connection, spent.get(), expiresAt))
                                        .map(true)))
                .recover(Database::unavailable);
    }

    @Override
    public Future<List<Login>> living(UserId user, Instant now, int limit) {
        Map<String, Object> values = Map.of("user", user.value(), "now", now.toEpochMilli(), "limit", (long) limit);
        return LIVING.list(database.reader(), values, SqlLoginStore::login).recover(Database::unavailable);
    }

    @Override
    public Future<Boolean> isLive(String loginId, UserId user, Instant now) {
        Map<String, Object> values = Map.of("id", loginId, "user", user.value(), "now", now.toEpochMilli());
        return LIVE.first(database.reader(), values, row -> row)
                .map(Optional::isPresent)
                .recover(Database::unavailable);
    }

    @Override
    public Future<Optional<Revocation>> revoke(UserId user, String loginId, Instant now, Instant until) {
        Map<String, Object> values = Map.of("id", loginId, "user", user.value(), "now", now.toEpochMilli());
        return database.transaction(connection -> REVOKE.first(connection, values, row -> row)
                        .compose(revoked -> revoked.isEmpty()
                                ? Future.succeededFuture(Optional.<Revocation>empty())
                                : SqlRevocationStore.keep(connection, Taken.login(user, loginId), until)
                                        .map(Optional::of)))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Integer> prune(Instant now, int limit) {
        Map<String, Object> values = Map.of("now", now.toEpochMilli(), "limit", (long) limit);
        return database.transaction(connection -> PRUNE_TOKENS
                        .update(connection, values)
                        .compose(tokens ->
                                PRUNE_LOGINS.update(connection, values).map(logins -> tokens + logins)))
                .recover(Database::unavailable);
    }

    private static Future<Void> addToken(SqlConnection connection, String loginId, String hash, Instant expiresAt) {
        Map<String, Object> values =
                Map.of("tokenHash", hash, "loginId", loginId, "expiresAt", expiresAt.toEpochMilli());
        return ADD_TOKEN.update(connection, values).mapEmpty();
    }

    private static Future<Void> extend(SqlConnection connection, String loginId, Instant expiresAt) {
        return EXTEND.update(connection, Map.of("loginId", loginId, "expiresAt", expiresAt.toEpochMilli()))
                .mapEmpty();
    }

    private static Grant grant(String tokenHash, Row row) {
        return new Grant(
                tokenHash,
                login(row),
                Instant.ofEpochMilli(row.getLong("token_expires_at")),
                row.getValue("spent_at") != null,
                row.getValue("revoked_at") != null);
    }

    private static Login login(Row row) {
        return new Login(
                row.getString("id"),
                new UserId(row.getString("user_id")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")));
    }
}
