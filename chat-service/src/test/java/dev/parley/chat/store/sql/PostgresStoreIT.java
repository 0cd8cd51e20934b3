package dev.parley.chat.store.sql;

import dev.parley.chat.store.MessageLogContract;
import dev.parley.chat.store.RoomStoreContract;
import dev.parley.chat.store.Stores;
import dev.parley.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class PostgresStoreIT implements MessageLogContract, RoomStoreContract {
    private final OpenDatabase database = new OpenDatabase(TestDatabase.postgres());

    @Override
    public Stores stores() {
        return database.stores();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
