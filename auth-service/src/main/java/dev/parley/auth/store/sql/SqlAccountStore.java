package dev.parley.auth.store.sql;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Account.Kind;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.auth.domain.Sha256;
import dev.parley.auth.domain.Standing;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.AccountStore;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Accounts in the table {@code auth_account}. */
public final class SqlAccountStore implements AccountStore {
    private static final String COLUMNS =
            "id, username, display_name, kind, password_hash, created_at, roles, disabled_at, era, taken_at";

    private static final String NEXT_ERA = "era = era + 1, taken_at = #{now}";
    private static final String GUEST = "guest";
    private static final String PERSON = "person";

    private static final Statement ADD = new Statement("INSERT INTO auth_account (id, username, display_name, kind,"
            + " password_hash, created_at, roles) SELECT #{id}, #{username}, #{displayName}, #{kind},"
            + " NULLIF(#{passwordHash}, ''), #{createdAt}, #{roles} WHERE NOT EXISTS"
            + " (SELECT 1 FROM auth_retired_name WHERE name_hash = #{nameHash}) ON CONFLICT DO NOTHING RETURNING id");
    private static final Statement BY_USERNAME =
            new Statement("SELECT " + COLUMNS + " FROM auth_account WHERE username = #{username}");
    private static final Statement BY_ID = new Statement("SELECT " + COLUMNS + " FROM auth_account WHERE id = #{id}");
    private static final Statement RENAME = new Statement(
            "UPDATE auth_account SET display_name = #{displayName} WHERE id = #{id} RETURNING " + COLUMNS);
    private static final Statement SEARCH = new Statement("SELECT " + COLUMNS + " FROM auth_account"
            + " WHERE username > #{after} AND (LOWER(username) LIKE #{part} ESCAPE '!'"
            + " OR LOWER(display_name) LIKE #{part} ESCAPE '!') ORDER BY username LIMIT #{limit}");
    private static final Statement HAS_ADMIN = new Statement("SELECT id FROM auth_account WHERE roles <> ''"
            + " AND ',' || roles || ',' LIKE '%,admin,%' AND disabled_at IS NULL LIMIT 1");
    private static final Statement CHANGE_PASSWORD =
            new Statement("UPDATE auth_account SET password_hash = #{newHash}, " + NEXT_ERA + " WHERE id = #{id}"
                    + " AND password_hash = #{oldHash} RETURNING era");
    private static final Statement REHASH = new Statement(
            "UPDATE auth_account SET password_hash = #{newHash}" + " WHERE id = #{id} AND password_hash = #{oldHash}");
    private static final Statement DISABLE = new Statement("UPDATE auth_account"
            + " SET disabled_at = COALESCE(disabled_at, #{now}), " + NEXT_ERA + " WHERE id = #{id} RETURNING era");
    private static final Statement ENABLE = new Statement(
            "UPDATE auth_account SET disabled_at = NULL, " + NEXT_ERA + " WHERE id = #{id} RETURNING era");
    private static final Statement SET_ROLES =
            new Statement("UPDATE auth_account SET roles = #{roles}, " + NEXT_ERA + " WHERE id = #{id} RETURNING era");
    private static final Statement TAKE_ALL =
            new Statement("UPDATE auth_account SET " + NEXT_ERA + " WHERE id = #{id} RETURNING era");
    private static final Statement REVOKE_OTHERS =
            new Statement("UPDATE auth_login SET revoked_at = #{now} WHERE user_id = #{id}"
                    + " AND id <> #{keep} AND revoked_at IS NULL");
    private static final Statement ERASE =
            new Statement("DELETE FROM auth_account WHERE id = #{id} RETURNING username");
    private static final Statement IS_RETIRED =
            new Statement("SELECT retired_at FROM auth_retired_name WHERE name_hash = #{nameHash}");
    private static final Statement RETIRE = new Statement("INSERT INTO auth_retired_name (name_hash, retired_at)"
            + " VALUES (#{nameHash}, #{now}) ON CONFLICT (name_hash) DO NOTHING");
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
                "nameHash", account.username().hash(),
                "displayName", account.displayName().value(),
                "kind", account.isGuest() ? GUEST : PERSON,
                "passwordHash", account.passwordHash().orElse(""),
                "roles", text(account.standing().roles()),
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
                .list(database.reader(), values, SqlAccountStore::account)
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
    public Future<List<Account>> search(String part, String after, int limit) {
        String escaped = part.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
        Map<String, Object> values = Map.of("part", "%" + escaped + "%", "after", after, "limit", (long) limit);
        return SEARCH.list(database.reader(), values, SqlAccountStore::account).recover(Database::unavailable);
    }

    @Override
    public Future<Boolean> hasAdmin() {
        return HAS_ADMIN
                .first(database.reader(), Map.of(), row -> row)
                .map(Optional::isPresent)
                .recover(Database::unavailable);
    }

    @Override
    public Future<Optional<Revocation>> changePassword(
            UserId id, String oldHash, String newHash, Optional<String> keepLogin, Instant now, Instant until) {
        Map<String, Object> change = Map.of("id", id.value(), "oldHash", oldHash, "newHash", newHash);
        return take(CHANGE_PASSWORD, change, id, keepLogin, now, until);
    }

    @Override
    public Future<Void> rehash(UserId id, String oldHash, String newHash) {
        Map<String, Object> change = Map.of("id", id.value(), "oldHash", oldHash, "newHash", newHash);
        return database.transaction(connection -> REHASH.update(connection, change))
                .<Void>mapEmpty()
                .recover(Database::unavailable);
    }

    @Override
    public Future<Optional<Revocation>> setDisabled(UserId id, boolean disabled, Instant now, Instant until) {
        return disabled
                ? take(DISABLE, Map.of("id", id.value()), id, Optional.empty(), now, until)
                : take(ENABLE, Map.of("id", id.value()), id, Optional.empty(), now, until);
    }

    @Override
    public Future<Optional<Revocation>> setRoles(UserId id, Set<String> roles, Instant now, Instant until) {
        Map<String, Object> change = Map.of("id", id.value(), "roles", text(roles));
        return take(SET_ROLES, change, id, Optional.empty(), now, until);
    }

    @Override
    public Future<Optional<Revocation>> takeAll(UserId id, Instant now, Instant until) {
        return take(TAKE_ALL, Map.of("id", id.value()), id, Optional.empty(), now, until);
    }

    @Override
    public Future<Optional<Revocation>> erase(UserId id, Instant now, Instant until) {
        return database.transaction(connection -> ERASE.first(
                                connection, Map.of("id", id.value()), row -> row.getString("username"))
                        .compose(name -> name.isEmpty()
                                ? nothing()
                                : RETIRE.update(connection, retired(new Username(name.get()).hash(), now))
                                        .compose(done -> RETIRE.update(connection, retired(hash(id), now)))
                                        .compose(done -> SqlErasureStore.note(connection, id, now))
                                        .compose(done -> keep(
                                                connection,
                                                Taken.all(id, Revocation.EVERY_ERA, Optional.empty()),
                                                until))))
                .recover(Database::unavailable);
    }

    @Override
    public Future<Boolean> isErased(UserId id) {
        return IS_RETIRED
                .first(database.reader(), Map.of("nameHash", hash(id)), row -> row)
                .map(Optional::isPresent)
                .recover(Database::unavailable);
    }

    /** What changes the account says its new era; who is not there any more, or not as it was, loses nothing. */
    private Future<Optional<Revocation>> take(
            Statement change,
            Map<String, Object> values,
            UserId id,
            Optional<String> keepLogin,
            Instant now,
            Instant until) {
        Map<String, Object> others = Map.of("id", id.value(), "keep", keepLogin.orElse(""), "now", now.toEpochMilli());
        Map<String, Object> changed = new HashMap<>(values);
        changed.put("now", now.toEpochMilli());
        return database.transaction(connection -> change.first(connection, changed, row -> row.getLong("era"))
                        .compose(era -> era.isEmpty()
                                ? nothing()
                                : REVOKE_OTHERS
                                        .update(connection, others)
                                        .compose(revoked ->
                                                keep(connection, Taken.all(id, era.get(), keepLogin), until))))
                .recover(Database::unavailable);
    }

    private static Future<Optional<Revocation>> keep(SqlConnection connection, Taken taken, Instant until) {
        return SqlRevocationStore.keep(connection, taken, until).map(Optional::of);
    }

    private static Future<Optional<Revocation>> nothing() {
        return Future.succeededFuture(Optional.empty());
    }

    private static Map<String, Object> retired(String hash, Instant now) {
        return Map.of("nameHash", hash, "now", now.toEpochMilli());
    }

    /** No name has the length of an id, so one table has both. */
    private static String hash(UserId id) {
        return Sha256.of(id.value());
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
                Instant.ofEpochMilli(row.getLong("created_at")),
                new Standing(
                        roles(row),
                        row.getValue("disabled_at") != null,
                        row.getLong("era"),
                        Instant.ofEpochMilli(row.getLong("taken_at"))));
    }

    private static String text(Set<String> roles) {
        return String.join(",", new TreeSet<>(roles));
    }

    private static Set<String> roles(Row row) {
        String roles = row.getString("roles");
        return roles.isEmpty() ? Set.of() : Set.of(roles.split(",", -1));
    }

    /** A person who has no password here is another issuer's: the table knows only two kinds. */
    private static Kind kind(Row row) {
        if (row.getString("kind").equals(GUEST)) {
            return Kind.GUEST;
        }
        return row.getString("password_hash") == null ? Kind.EXTERNAL : Kind.PERSON;
    }
}
