package dev.parley.chat.store.sql;

import dev.parley.chat.store.MarkerStore;
import dev.parley.chat.store.MarkerStoreContract;
import dev.parley.chat.store.MessageLogContract;
import dev.parley.chat.store.RoomStoreContract;
import dev.parley.chat.store.Stores;
import dev.parley.chat.store.TraceStore;
import dev.parley.chat.store.TraceStoreContract;
import dev.parley.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreIT implements MessageLogContract, RoomStoreContract, MarkerStoreContract, TraceStoreContract {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path folder;

    private final OpenDatabase database = new OpenDatabase(TestDatabase.sqlite(folder));

    @Override
    public Stores stores() {
        return database.stores();
    }

    @Override
    public MarkerStore markers() {
        return database.markers();
    }

    @Override
    public TraceStore traces() {
        return database.traces();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
