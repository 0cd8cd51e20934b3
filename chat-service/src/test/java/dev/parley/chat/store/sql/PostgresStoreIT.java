package dev.parley.chat.store.sql;

import dev.parley.chat.store.MarkerStore;
import dev.parley.chat.store.MarkerStoreContract;
import dev.parley.chat.store.MessageLogContract;
import dev.parley.chat.store.RoomStoreContract;
import dev.parley.chat.store.Stores;
import dev.parley.chat.store.TraceStore;
import dev.parley.chat.store.TraceStoreContract;
import dev.parley.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class PostgresStoreIT implements MessageLogContract, RoomStoreContract, MarkerStoreContract, TraceStoreContract {
    private final OpenDatabase database = new OpenDatabase(TestDatabase.postgres());

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
