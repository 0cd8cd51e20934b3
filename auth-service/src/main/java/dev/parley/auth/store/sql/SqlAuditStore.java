package dev.parley.auth.store.sql;

import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.AuditEvent.Place;
import dev.parley.auth.store.AuditStore;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The audit log in the table {@code auth_audit}. */
public final class SqlAuditStore implements AuditStore {
    private static final String COLUMNS = "id, happened_at, kind, by_id, user_id, address, detail";
    private static final String BEHIND = " (happened_at < #{at} OR (happened_at = #{at} AND id < #{id}))";
    private static final String NEWEST_FIRST = " ORDER BY happened_at DESC, id DESC LIMIT #{limit}";

    private static final Statement APPEND =
            new Statement("INSERT INTO auth_audit (" + COLUMNS + ") VALUES (#{id}, #{at},"
                    + " #{kind}, NULLIF(#{by}, ''), NULLIF(#{user}, ''), NULLIF(#{address}, ''), #{detail})");
    private static final Statement OF_ALL =
            new Statement("SELECT " + COLUMNS + " FROM auth_audit WHERE" + BEHIND + NEWEST_FIRST);
    private static final Statement OF_ONE = new Statement("SELECT " + COLUMNS
            + " FROM auth_audit WHERE (user_id = #{user} OR by_id = #{user}) AND" + BEHIND + NEWEST_FIRST);
    private static final Statement TRIM_OLD = new Statement("DELETE FROM auth_audit WHERE id IN"
            + " (SELECT id FROM auth_audit WHERE happened_at < #{before} ORDER BY happened_at, id LIMIT #{limit})");
    private static final Statement COUNT = new Statement("SELECT COUNT(*) AS rows_there FROM auth_audit");
    private static final Statement TRIM_COMMON = trim(kind -> !kind.isAdmins() && !kind.isLasting());
    private static final Statement TRIM_LASTING = trim(Kind::isLasting);

    private final Database database;

    public SqlAuditStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> append(AuditEvent event) {
        Map<String, Object> values = Map.of(
                "id", event.id(),
                "at", event.at().toEpochMilli(),
                "kind", event.kind().label(),
                "by", event.by().map(UserId::value).orElse(""),
                "user", event.user().map(UserId::value).orElse(""),
                "address", event.address().orElse(""),
                "detail", event.detail());
        return database.transaction(connection -> APPEND.update(connection, values))
                .<Void>mapEmpty()
                .recover(Database::unavailable);
    }

    @Override
    public Future<List<AuditEvent>> page(Optional<UserId> user, Optional<Place> behind, int limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("at", behind.map(place -> place.at().toEpochMilli()).orElse(Long.MAX_VALUE));
        values.put("id", behind.map(Place::id).orElse(""));
        values.put("limit", (long) limit);
        user.ifPresent(one -> values.put("user", one.value()));
        return (user.isPresent() ? OF_ONE : OF_ALL)
                .list(database.reader(), values, SqlAuditStore::event)
                .recover(Database::unavailable);
    }

    @Override
    public Future<Integer> trim(Instant before, long keep, int limit) {
        Map<String, Object> old = Map.of("before", before.toEpochMilli(), "limit", (long) limit);
        return database.transaction(connection -> TRIM_OLD.update(connection, old)
                        .compose(aged -> COUNT.first(connection, Map.of(), row -> row.getLong("rows_there"))
                                .compose(rows -> trim(connection, Math.min(limit, rows.orElse(0L) - keep)))
                                .map(more -> aged + more)))
                .recover(Database::unavailable);
    }

    private static Future<Integer> trim(SqlConnection connection, long tooMany) {
        return tooMany <= 0
                ? Future.succeededFuture(0)
                : TRIM_COMMON
                        .update(connection, Map.of("limit", tooMany))
                        .compose(common -> common == tooMany
                                ? Future.succeededFuture(common)
                                : TRIM_LASTING
                                        .update(connection, Map.of("limit", tooMany - common))
                                        .map(lasting -> common + lasting));
    }

    /** Removes the oldest of these kinds. Their labels are words and hyphens. */
    private static Statement trim(Predicate<Kind> kinds) {
        String labels = Arrays.stream(Kind.values())
                .filter(kinds)
                .map(kind -> "'" + kind.label() + "'")
                .collect(Collectors.joining(", "));
        return new Statement("DELETE FROM auth_audit WHERE id IN (SELECT id FROM auth_audit WHERE kind IN (" + labels
                + ") ORDER BY happened_at, id LIMIT #{limit})");
    }

    private static AuditEvent event(Row row) {
        return new AuditEvent(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("happened_at")),
                Kind.labelled(row.getString("kind")),
                Optional.ofNullable(row.getString("by_id")).map(UserId::new),
                Optional.ofNullable(row.getString("user_id")).map(UserId::new),
                Optional.ofNullable(row.getString("address")),
                row.getString("detail"));
    }
}
