package dev.parley.auth.token;

import dev.parley.auth.app.AccessTokens;
import dev.parley.auth.app.RandomValues;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.KeyRing;
import dev.parley.auth.domain.KeyTimes;
import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.store.KeyStore;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as JWTs signed with ES256 (RFC 7518, 3.4), with keys that all auth processes share through the
 * {@link KeyStore} and change as {@link KeyRing} says. Of use once {@link #refreshKeys} has succeeded. Any thread.
 */
public final class Es256Tokens implements AccessTokens {
    /** How often {@link #refreshKeys} is due: far more often than {@link KeyTimes#lead}. */
    public static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

    static final String ALGORITHM = "ES256";

    /** What one look at the store came to. */
    private record Keys(SigningKey signing, JWTAuth signer, SigningKeys published) {}

    private final Vertx vertx;
    private final KeyStore store;
    private final TokenOptions options;
    private final RandomValues random;
    private final InstantSource clock;
    private volatile @Nullable Keys keys;

    public Es256Tokens(Vertx vertx, KeyStore store, TokenOptions options, RandomValues random, InstantSource clock) {
        this.vertx = vertx;
        this.store = store;
        this.options = options;
        this.random = random;
        this.clock = clock;
    }

    /** Takes up the keys of the store; makes the first, or the next where one is due, and removes retired ones. */
    public Future<Void> refreshKeys() {
        Instant now = clock.instant();
        return ring().compose(ring -> {
                    OptionalLong due = ring.due(now);
                    return due.isEmpty() ? Future.succeededFuture(ring) : make(due.getAsLong(), now);
                })
                .compose(ring -> {
                    takeUp(ring, now);
                    return removeRetired(ring, now);
                });
    }

    @Override
    public AccessToken issue(Account account, String loginId, Instant now) {
        long issuedAt = now.getEpochSecond();
        JsonObject claims = new JsonObject()
                .put("iss", options.issuer())
                .put("aud", options.audience())
                .put("sub", account.id().value())
                .put("preferred_username", account.username().value())
                .put("name", account.displayName().value())
                .put("roles", new JsonArray(List.copyOf(account.roles())))
                .put("sid", loginId)
                .put("jti", random.id())
                .put("iat", issuedAt)
                .put("exp", issuedAt + options.accessLife().toSeconds());
        long era = account.standing().era();
        if (era > 0) { // none is the first
            claims.put("era", era);
        }
        JWTOptions header = new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true);
        String token = current().signer().generateToken(claims, header);
        return new AccessToken(new Secret(token), options.accessLife());
    }

    @Override
    public Duration life() {
        return options.accessLife();
    }

    @Override
    public Future<NextKey> rotate() {
        Instant now = clock.instant();
        return ring().compose(ring -> {
                    OptionalLong next = ring.next(now);
                    return next.isPresent()
                            ? make(next.getAsLong(), now)
                            : Future.failedFuture(
                                    new Refusal(ErrorCode.CONFLICT, "the newest signing key does not sign yet"));
                })
                .map(ring -> {
                    takeUp(ring, now);
                    SigningKey newest = ring.newest().orElseThrow();
                    return new NextKey(newest.id(), ring.signsFrom(newest));
                });
    }

    @Override
    public SigningKeys signingKeys() {
        return current().published();
    }

    private Keys current() {
        Keys loaded = keys;
        if (loaded == null) {
            throw Refusal.unavailable("the signing keys are not loaded yet");
        }
        return loaded;
    }

    private Future<KeyRing> ring() {
        return store.all().map(all -> new KeyRing(all, options.accessLife(), options.keys()));
    }

    /** Several processes may do this at once: the first of a generation stays, so all look again at what is there. */
    private Future<KeyRing> make(long generation, Instant now) {
        return store.add(EcKeys.generate(generation, random.id(), now)).compose(added -> ring());
    }

    private void takeUp(KeyRing ring, Instant now) {
        SigningKey signing = ring.signer(now).orElseThrow();
        Keys before = keys;
        JWTAuth signer = before != null && before.signing().equals(signing) ? before.signer() : signer(signing);
        JsonArray open = new JsonArray();
        ring.keys().forEach(key -> open.add(EcKeys.publicPart(key)));
        keys = new Keys(
                signing,
                signer,
                new SigningKeys(new JsonObject().put("keys", open).encode()));
    }

    private JWTAuth signer(SigningKey key) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addJwk(new JsonObject(key.privateJwk())));
    }

    private Future<Void> removeRetired(KeyRing ring, Instant now) {
        List<Future<Void>> removals = new ArrayList<>();
        ring.retired(now).forEach(key -> removals.add(store.remove(key.generation())));
        return Future.all(removals).mapEmpty();
    }
}
