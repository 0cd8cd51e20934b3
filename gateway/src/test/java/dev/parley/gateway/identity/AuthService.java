package dev.parley.gateway.identity;

import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.TestEdge;
import io.vertx.core.Future;
import java.util.Set;

/** An auth service that has some keys and knows one person, Alice, by her password. */
public final class AuthService {
    public static final Actor ALICE = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));
    public static final Actor BOB = new Actor(new UserId("u-bob"), "bob", "Bob", Set.of("user"));

    static final String PASSWORD = "correct horse";
    static final String DOTTED_PASSWORD = "correct.horse.battery";

    private volatile String jwks;
    private volatile boolean away;
    private volatile int asked;

    private AuthService(String jwks) {
        this.jwks = jwks;
    }

    /** Serves at the auth service's address. */
    public static AuthService serving(TestEdge edge, String jwks) {
        AuthService service = new AuthService(jwks);
        CommandTable table = new CommandTable()
                .on(FetchSigningKeys.class, ask -> service.keys())
                .on(Authenticate.class, AuthService::authenticate);
        edge.serve(Addresses.auth(), table);
        return service;
    }

    void publish(String newJwks) {
        jwks = newJwks;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** How often it was asked for its keys. */
    int asked() {
        return asked;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the backbone's context only
    private Future<SigningKeys> keys() {
        asked++;
        return away ? Future.failedFuture(Refusal.unavailable("away")) : Future.succeededFuture(new SigningKeys(jwks));
    }

    private static Future<Authenticated> authenticate(Authenticate ask) {
        Set<String> right = Set.of(PASSWORD, DOTTED_PASSWORD);
        return ask.username().equals("alice") && right.contains(ask.password().value())
                ? Future.succeededFuture(new Authenticated(ALICE, 0))
                : Future.failedFuture(new Refusal(ErrorCode.UNAUTHENTICATED, "wrong name or password"));
    }
}
