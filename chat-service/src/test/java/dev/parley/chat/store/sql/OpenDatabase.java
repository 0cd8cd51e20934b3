package dev.parley.chat.store.sql;

import static dev.parley.chat.Vocabulary.await;

import dev.parley.chat.store.MarkerStore;
import dev.parley.chat.store.Stores;
import dev.parley.chat.store.TraceStore;
import dev.parley.platform.sql.Database;
import dev.parley.platform.sql.DatabaseOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** A migrated database for one test. */
public final class OpenDatabase implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;

    public OpenDatabase(DatabaseOptions options) {
        this.database = await(Database.open(vertx, options, "db/chat"));
    }

    public Stores stores() {
        return new Stores(new SqlRoomStore(database), new SqlMessageLog(database));
    }

    public MarkerStore markers() {
        return new SqlMarkerStore(database);
    }

    public TraceStore traces() {
        return new SqlTraceStore(database);
    }

    Database database() {
        return database;
    }

    /** What readiness asks. */
    public Future<Void> check() {
        return database.check();
    }

    /** For what only a test does. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return database.transaction(work);
    }

    /** An event loop to ask from. */
    public Context eventLoop() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }
}
