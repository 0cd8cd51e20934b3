package dev.parley.chat.store.sql;

import static dev.parley.chat.Vocabulary.await;

import dev.parley.chat.store.Stores;
import dev.parley.platform.sql.Database;
import dev.parley.platform.sql.DatabaseOptions;
import io.vertx.core.Vertx;

/** A migrated database for one test. */
final class OpenDatabase implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;

    OpenDatabase(DatabaseOptions options) {
        this.database = await(Database.open(vertx, options, "db/chat"));
    }

    Stores stores() {
        return new Stores(new SqlRoomStore(database), new SqlMessageLog(database));
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }
}
