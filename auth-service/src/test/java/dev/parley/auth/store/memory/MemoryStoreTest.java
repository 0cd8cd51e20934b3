package dev.parley.auth.store.memory;

import dev.parley.auth.store.AccountStore;
import dev.parley.auth.store.AccountStoreContract;
import dev.parley.auth.store.AuditStore;
import dev.parley.auth.store.ErasureStore;
import dev.parley.auth.store.KeyStore;
import dev.parley.auth.store.KeyStoreContract;
import dev.parley.auth.store.LoginStore;
import dev.parley.auth.store.LoginStoreContract;
import dev.parley.auth.store.RevocationStore;
import dev.parley.auth.store.TracesContract;

class MemoryStoreTest implements AccountStoreContract, LoginStoreContract, KeyStoreContract, TracesContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public AccountStore accounts() {
        return store;
    }

    @Override
    public LoginStore logins() {
        return store;
    }

    @Override
    public KeyStore keys() {
        return store;
    }

    @Override
    public RevocationStore revocations() {
        return store;
    }

    @Override
    public AuditStore audit() {
        return store;
    }

    @Override
    public ErasureStore erasures() {
        return store;
    }
}
