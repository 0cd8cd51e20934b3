package dev.parley.auth.store.sql;

import dev.parley.auth.Answers;
import dev.parley.platform.sql.Database;
import dev.parley.platform.sql.DatabaseOptions;
import io.vertx.core.Vertx;

/** The stores on a database of a test class, emptied before each test. */
record SqlStores(Vertx vertx, Database database) {
    static SqlStores open(DatabaseOptions options) {
        Vertx vertx = Vertx.vertx();
        return new SqlStores(vertx, Answers.of(Database.open(vertx, options, "db/auth")));
    }

    void empty() {
        for (String table : new String[] {
            "auth_refresh",
            "auth_login",
            "auth_account",
            "auth_signing_key",
            "auth_revocation",
            "auth_retired_name",
            "auth_audit",
            "auth_erasure"
        }) {
            Answers.of(database.transaction(
                    connection -> connection.query("DELETE FROM " + table).execute()));
        }
    }

    void close() {
        Answers.of(database.close());
        Answers.of(vertx.close());
    }
}
