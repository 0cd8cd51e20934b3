package dev.parley.auth.app;

import dev.parley.auth.store.AccountStore;
import dev.parley.auth.store.LoginStore;
import java.time.InstantSource;

/** Everything that the use cases need from outside. */
public record AuthPorts(
        AccountStore accounts,
        LoginStore logins,
        PasswordHasher hasher,
        AccessTokens tokens,
        RandomValues random,
        LoginAnnouncer announcer,
        InstantSource clock) {}
