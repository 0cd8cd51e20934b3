package dev.parley.auth.store.sql;

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
import dev.parley.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreIT implements AccountStoreContract, LoginStoreContract, KeyStoreContract, TracesContract {
    private static SqlStores stores;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stores = SqlStores.open(TestDatabase.sqlite(folder));
    }

    @BeforeEach
    void empty() {
        stores.empty();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Override
    public AccountStore accounts() {
        return new SqlAccountStore(stores.database());
    }

    @Override
    public LoginStore logins() {
        return new SqlLoginStore(stores.database());
    }

    @Override
    public KeyStore keys() {
        return new SqlKeyStore(stores.database());
    }

    @Override
    public RevocationStore revocations() {
        return new SqlRevocationStore(stores.database());
    }

    @Override
    public AuditStore audit() {
        return new SqlAuditStore(stores.database());
    }

    @Override
    public ErasureStore erasures() {
        return new SqlErasureStore(stores.database());
    }
}
