package dev.parley.auth.store.memory;

import dev.parley.auth.store.AccountStore;
import dev.parley.auth.store.AccountStoreContract;
import dev.parley.auth.store.KeyStore;
import dev.parley.auth.store.KeyStoreContract;
import dev.parley.auth.store.LoginStore;
import dev.parley.auth.store.LoginStoreContract;

class MemoryStoreTest implements AccountStoreContract, LoginStoreContract, KeyStoreContract {
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
}
