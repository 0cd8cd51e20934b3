package dev.parley.auth.store.sql;

import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.store.KeyStore;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Signing keys in the table {@code auth_signing_key}, as they are given: who can read one in the clear can sign. */
public final class SqlKeyStore implements KeyStore {
    private static final Statement ALL =
            new Statement("SELECT generation, key_id, private_jwk, created_at FROM auth_signing_key");
    private static final Statement ADD = new Statement("INSERT INTO auth_signing_key (generation, key_id, private_jwk,"
            + " created_at) VALUES (#{generation}, #{id}, #{privateJwk}, #{createdAt})"
            + " ON CONFLICT (generation) DO NOTHING");
    private static final Statement REPLACE =
            new Statement("UPDATE auth_signing_key SET private_jwk = #{privateJwk} WHERE generation = #{generation}");
    private static final Statement REMOVE =
            new Statement("DELETE FROM auth_signing_key WHERE generation = #{generation}");

    private final Database database;

    public SqlKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<SigningKey>> all() {
        return ALL.rows(database.reader(), Map.of())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SqlKeyStore::key)
                        .toList())
                .recover(Database::unavailable);
    }

    @Override
    public Future<Void> add(SigningKey key) {
        Map<String, Object> values = Map.of(
                "generation", key.generation(),
                "id", key.id(),
                "privateJwk", key.privateJwk(),
                "createdAt", key.createdAt().toEpochMilli());
        return database.transaction(connection -> ADD.update(connection, values))
                .<Void>mapEmpty()
                .recover(Database::unavailable);
    }

    @Override
    public Future<Void> replace(SigningKey key) {
        Map<String, Object> values = Map.of("generation", key.generation(), "privateJwk", key.privateJwk());
        return database.transaction(connection -> REPLACE.update(connection, values))
                .<Void>mapEmpty()
                .recover(Database::unavailable);
    }

    @Override
    public Future<Void> remove(long generation) {
        return database.transaction(connection -> REMOVE.update(connection, Map.of("generation", generation)))
                .<Void>mapEmpty()
                .recover(Database::unavailable);
    }

    private static SigningKey key(Row row) {
        return new SigningKey(
                row.getLong("generation"),
                row.getString("key_id"),
                row.getString("private_jwk"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
