package dev.parley.auth.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.app.AuthPorts;
import dev.parley.auth.app.SessionOptions;
import dev.parley.auth.app.SignInOptions;
import dev.parley.auth.store.memory.MemoryStore;
import dev.parley.auth.token.Argon2Hasher;
import dev.parley.auth.token.Es256Tokens;
import dev.parley.auth.token.HashOptions;
import dev.parley.auth.token.SecureRandomValues;
import dev.parley.auth.token.TokenOptions;
import dev.parley.contracts.admin.AdminCommand;
import dev.parley.contracts.auth.AuthCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthCommandsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Answers.of(vertx.close());
    }

    @Test
    void everyAuthAndAdminCommandIsServed() {
        MemoryStore store = new MemoryStore();
        SecureRandomValues random = new SecureRandomValues();
        InstantSource clock = InstantSource.system();
        AuthPorts ports = new AuthPorts(
                store,
                store,
                store,
                store,
                store,
                new Argon2Hasher(vertx, HashOptions.DEFAULTS, () -> {}),
                new Es256Tokens(vertx, store, TokenOptions.DEFAULTS, random, clock),
                random,
                revoked -> {},
                user -> Future.succeededFuture(true),
                clock);

        assertThat(AuthCommands.table(ports, SessionOptions.DEFAULTS, SignInOptions.DEFAULTS, new SimpleMeterRegistry())
                        .types())
                .containsExactlyInAnyOrderElementsOf(Stream.<Class<?>>of(AuthCommand.class, AdminCommand.class)
                        .<Class<?>>flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                        .toList());
    }
}
