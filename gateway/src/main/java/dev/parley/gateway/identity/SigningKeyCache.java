package dev.parley.gateway.identity;

import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public signing keys, as the auth service last told them. Tokens verify with them while auth processes come and go.
 * They are asked for again when a token names a key that is not known, at most once in {@link #REFRESH_PAUSE}. One per
 * event loop; not for several threads.
 */
public final class SigningKeyCache {
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final EdgeBus bus;
    private final IdentityOptions options;
    private final LongSupplier nanoTime;
    private @Nullable Keys keys;
    private long askedAt;
    private @Nullable Future<Keys> asking;

    /** A set of keys and what verifies with it. */
    record Keys(String jwks, Set<String> ids, JWTAuth verifier) {}

    public SigningKeyCache(Vertx vertx, EdgeBus bus, IdentityOptions options) {
        this(vertx, bus, options, System::nanoTime);
    }

    /** @param nanoTime a clock that never goes back */
    SigningKeyCache(Vertx vertx, EdgeBus bus, IdentityOptions options, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.bus = bus;
        this.options = options;
        this.nanoTime = nanoTime;
    }

    /** The JWK set as JSON; fails {@code unavailable} where none was ever had. */
    public Future<String> jwks() {
        Keys known = keys;
        return known != null ? Future.succeededFuture(known.jwks()) : ask().map(Keys::jwks);
    }

    /** Asks for the keys again, so that a new one is known before it signs; the known ones stay where nobody answers. */
    public Future<String> refresh() {
        return ask().map(Keys::jwks);
    }

    /** What verifies a token of this key; fails {@code unavailable} where no key was ever had, null for an unknown key. */
    Future<@Nullable JWTAuth> verifierOf(String keyId) {
        Keys known = keys;
        if (known != null && known.ids().contains(keyId)) {
            return Future.succeededFuture(known.verifier());
        }
        boolean tooSoon = known != null && nanoTime.getAsLong() - askedAt < REFRESH_PAUSE.toNanos();
        Future<Keys> newest = tooSoon ? Future.succeededFuture(known) : ask();
        return newest.map(found -> found.ids().contains(keyId) ? found.verifier() : null);
    }

    private Future<Keys> ask() {
        Future<Keys> running = asking;
        if (running != null) {
            return running;
        }
        askedAt = nanoTime.getAsLong();
        Future<Keys> asked = bus.ask(new FetchSigningKeys()).map(this::read).onComplete(done -> asking = null);
        asking = asked.isComplete() ? null : asked;
        return asked;
    }

    /** Fails closed: vertx-auth-jwt without a usable key would accept unsigned tokens (research/reliability.md, 0.3). */
    private Keys read(SigningKeys answer) {
        JsonArray set = new JsonObject(answer.jwks()).getJsonArray("keys");
        List<JsonObject> usable = set.stream()
                .map(JsonObject.class::cast)
                .filter(key -> "EC".equals(key.getString("kty")) && "P-256".equals(key.getString("crv")))
                .filter(key -> key.getString("kid") != null)
                .toList();
        if (usable.isEmpty()) {
            throw Refusal.unavailable("there is no key to verify tokens with");
        }
        JWTAuthOptions verifying = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(options.issuer())
                        .addAudience(options.audience())
                        .setIgnoreExpiration(true)); // TokenVerifier judges the time, of tokens that are genuine
        usable.forEach(verifying::addJwk);
        Set<String> ids = usable.stream().map(key -> key.getString("kid")).collect(Collectors.toUnmodifiableSet());
        Keys read = new Keys(answer.jwks(), ids, JWTAuth.create(vertx, verifying));
        keys = read;
        return read;
    }
}
