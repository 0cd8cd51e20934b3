package dev.parley.gateway.identity;

import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns credentials into an {@link Identity}, the same way at every door (docs/protocol.md, "Who is speaking"). */
public final class Authenticator {
    private static final String BEARER = "bearer ";
    private static final Set<String> ROLES_OF_GUESTS = Set.of(Actor.GUEST);

    private final EdgeBus bus;
    private final TokenVerifier tokens;
    private final IdentityOptions options;

    public Authenticator(EdgeBus bus, TokenVerifier tokens, IdentityOptions options) {
        this.bus = bus;
        this.tokens = tokens;
        this.options = options;
    }

    /** The same, of a client that is nowhere in particular. */
    public Future<Identity> authenticate(
            @Nullable String authorization, @Nullable String login, @Nullable String passcode) {
        return authenticate(authorization, login, passcode, null);
    }

    /**
     * By the first that is present: a bearer token, a token as the passcode, login and passcode; else a guest.
     *
     * @param address what the limits of the client hang on, or null
     */
    public Future<Identity> authenticate(
            @Nullable String authorization,
            @Nullable String login,
            @Nullable String passcode,
            @Nullable String address) {
        if (authorization != null) {
            return byAuthorization(authorization);
        }
        if (passcode != null && TokenVerifier.looksLikeToken(passcode)) {
            return tokens.verify(passcode);
        }
        if (login != null && passcode != null) {
            return bus.ask(new Authenticate(login, new Secret(passcode), address))
                    .compose(this::byPassword);
        }
        if (login != null || passcode != null) {
            return Future.failedFuture(new Refusal(ErrorCode.UNAUTHENTICATED, "login and passcode come together"));
        }
        return guest();
    }

    /** Rights may have been taken between the check of the password and its answer. */
    private Future<Identity> byPassword(Authenticated authenticated) {
        return tokens.unlessRevoked(Identity.without(authenticated.actor(), authenticated.era()));
    }

    /** By the value of an {@code Authorization} header, which must be a bearer token (RFC 6750, 2.1). */
    public Future<Identity> byAuthorization(String authorization) {
        return bearer(authorization)
                .map(tokens::verify)
                .orElseGet(() -> Future.failedFuture(
                        new Refusal(ErrorCode.UNAUTHENTICATED, "Authorization must be a bearer token")));
    }

    /** What a token says, for who asks about it; fails as {@link TokenVerifier#inspect} does. */
    public Future<VerifiedToken> inspect(String token) {
        return tokens.inspect(token);
    }

    private Future<Identity> guest() {
        if (!options.guestsAllowed()) {
            return Future.failedFuture(new Refusal(ErrorCode.UNAUTHENTICATED, "credentials are required"));
        }
        String id = UUID.randomUUID().toString();
        String name = "guest-" + id.substring(0, 8);
        return Future.succeededFuture(Identity.without(new Actor(new UserId(id), name, name, ROLES_OF_GUESTS)));
    }

    private static Optional<String> bearer(String authorization) {
        boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return bearer ? Optional.of(authorization.substring(BEARER.length()).trim()) : Optional.empty();
    }
}
