package dev.parley.auth.app;

import dev.parley.auth.store.AccountStore;
import dev.parley.auth.store.AuditStore;
import dev.parley.auth.store.ErasureStore;
import dev.parley.auth.store.LoginStore;
import dev.parley.auth.store.RevocationStore;
import java.time.InstantSource;

/** Everything that the use cases need from outside. */
public record AuthPorts(
        AccountStore accounts,
        LoginStore logins,
        RevocationStore revocations,
        AuditStore audit,
        ErasureStore erasures,
        PasswordHasher hasher,
        AccessTokens tokens,
        RandomValues random,
        LoginAnnouncer announcer,
        Writings writings,
        InstantSource clock) {}
