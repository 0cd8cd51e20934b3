package dev.parley.chat.store.memory;

import dev.parley.chat.store.MarkerStore;
import dev.parley.chat.store.MarkerStoreContract;
import dev.parley.chat.store.MessageLogContract;
import dev.parley.chat.store.RoomStoreContract;
import dev.parley.chat.store.Stores;
import dev.parley.chat.store.TraceStore;
import dev.parley.chat.store.TraceStoreContract;

/** The fake keeps the contract of what it stands for. */
class MemoryStoreTest implements MessageLogContract, RoomStoreContract, MarkerStoreContract, TraceStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public Stores stores() {
        return new Stores(store, store);
    }

    @Override
    public MarkerStore markers() {
        return new MemoryMarkers(store);
    }

    @Override
    public TraceStore traces() {
        return store;
    }
}
