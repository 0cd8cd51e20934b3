package dev.parley.auth.store.sql;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Account.Kind;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.AccountStore;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Accounts in the table {@code auth_account}. */
public final class SqlAccountStore implements AccountStore {
    private static final String COLUMNS = "id, username, display_name, kind, password_hash, created_at";

    private static final String GUEST = "guest";
    private static final String PERSON = "person";

    private static final Statement ADD = new Statement("INSERT INTO auth_account (" + COLUMNS + ") VALUES (#{id},"
            + " #{username}, #{displayName}, #{kind}, NULLIF(#{passwordHash}, ''), #{createdAt})"
            + " ON CONFLICT DO NOTHING RETURNING id");
    private static final Statement BY_USERNAME =
            new Statement("SELECT " + COLUMNS + " FROM auth_account WHERE username = #{username}");
    private static final Statement BY_ID = new Statement("SELECT " + COLUMNS + " FROM auth_account WHERE id = #{id}");
    private static final Statement RENAME = new Statement(
            "UPDATE auth_account SET display_name = #{displayName} WHERE id = #{id} RETURNING " + COLUMNS);
    private static final Statement CHANGE_PASSWORD =
            new Statement("UPDATE auth_account SET password_hash = #{newHash} WHERE id = #{id}"
                    + " AND password_hash = #{oldHash} RETURNING id");
    private static final Statement REVOKE_OTHERS =
            new Statement("UPDATE auth_login SET revoked_at = #{now} WHERE user_id = #{id}"
                    + " AND id <> #{keep} AND revoked_at IS NULL");
    private static final Statement PRUNE_GUESTS = new Statement("DELETE FROM auth_account WHERE id IN"
            + " (SELECT a.id FROM auth_account a WHERE a.kind = 'guest' AND a.created_at < #{before}"
            + " AND NOT EXISTS (SELECT 1 FROM auth_login l WHERE l.user_id = a.id) LIMIT #{limit})");

    private final Database database;

    public SqlAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Boolean> add(Account account) {
        Map<String, Object> values = Map.of(
                "id", account.id().value(),
                "username", account.username().value(),
                "displayName", account.displayName().value(),
                "kind", account.isGuest() ? GUEST : PERSON,
                "passwordHash", account.passwordHash().orElse(""),
                "createdAt", account.createdAt().toEpochMilli());
        return database.transaction(connection -> ADD.first(connection, values, row -> row))
                .map(Optional::isPresent)
                .recover(Database::unavailable);
    }

    @Override
    public Future<Optional<Account>> byUsername(Username username) {
        return BY_USERNAME
                .first(database.reader(), Map.of("username", username.value()), SqlAccountStore::account)
                .recover(Database::unavailable);
    }

    @Override
    public Future<Optional<Account>> byId(UserId id) {
        return BY_ID.first(database.reader(), Map.of("id", id.value()), SqlAccountStore::account)
                .recover(Database::unavailable);
    }

    @Override
    public Future<List<Account>> find(Collection<UserId> ids, Collection<Username> usernames) {
        Map<String, Object> values = new HashMap<>();
        String sql = "SELECT " + COLUMNS + " FROM auth_account WHERE id IN ("
                + list("id", ids.stream().map(UserId::value).toList(), values) + ") OR username IN ("
                + list("name", usernames.stream().map(Username::value).toList(), values) + ")";
        return new Statement(sql)
                .all(database.reader(), values, SqlAccountStore::account)
                .recover(Database::unavailable);
    }

    /** Named parameters, as many as a power of two, so that few different statements are prepared. */
    private static String list(String name, List<String> texts, Map<String, Object> values) {
        int size = Integer.highestOneBit(Math.max(1, 2 * texts.size() - 1));
        StringJoiner parameters = new StringJoiner(", ");
        for (int i = 0; i < size; i++) {
            // Nobody is called nothing: that is what an empty list looks for.
            values.put(name + i, texts.isEmpty() ? "" : texts.get(Math.min(i, texts.size() - 1)));
            parameters.add("#{" + name + i + "}");
        }
        return parameters.toString();
    }

    @Override
    public Future<Optional<Account>> rename(UserId id, DisplayName name) {
        Map<String, Object> values = Map.of("id", id.value(), "displayName", name.value());
        return database.transaction(connection -> RENAME.first(connection, values, SqlAccountStore::account))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Boolean> changePassword(
            UserId id, String oldHash, String newHash, Optional<String> keepLogin, Instant now) {
        Map<String, Object> change = Map.of("id", id.value(), "oldHash", oldHash, "newHash", newHash);
        Map<String, Object> others = Map.of("id", id.value(), "keep", keepLogin.orElse(""), "now", now.toEpochMilli());
        return database.transaction(connection -> CHANGE_PASSWORD
                        .first(connection, change, row -> row)
                        .compose(changed -> changed.isEmpty()
                                ? Future.succeededFuture(false)
                                : REVOKE_OTHERS.update(connection, others).map(true)))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Integer> pruneGuests(Instant before, int limit) {
        Map<String, Object> values = Map.of("before", before.toEpochMilli(), "limit", (long) limit);
        return database.transaction(connection -> PRUNE_GUESTS.update(connection, values))
                .recover(Database::unavailable);
    }

    private static Account account(Row row) {
        return new Account(
                new UserId(row.getString("id")),
                new Username(row.getString("username")),
                new DisplayName(row.getString("display_name")),
                kind(row),
                Optional.ofNullable(row.getString("password_hash")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    /** A person who has no password here is another issuer's: the table knows only two kinds. */
    private static Kind kind(Row row) {
        if (row.getString("kind").equals(GUEST)) {
            return Kind.GUEST;
        }
        return row.getString("password_hash") == null ? Kind.EXTERNAL : Kind.PERSON;
    }
}
