package dev.parley.gateway.identity;

import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All whose tokens are believed: this installation's auth service, and further identity providers. Each has keys of its
 * own, so that one who is slow or away is nobody else's trouble. One per event loop; not for several threads.
 */
public final class Issuers {
    private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

    private final Map<String, Issuer> byName = new LinkedHashMap<>();
    private final Admissions admissions;
    private final SigningKeyCache own;

    private Issuers(EdgeBus bus, IdentityOptions options, LongSupplier nanoTime) {
        this.admissions = new Admissions(bus, options.keys().keep(), nanoTime);
        this.own = new SigningKeyCache(
                () -> bus.ask(new FetchSigningKeys()).map(SigningKeys::jwks),
                Set.of(SignatureAlgorithm.ES256),
                options.keys().keep(),
                nanoTime);
        add(new OwnIssuer(options.issuer(), options.audience(), own));
    }

    /** Those that the options name. */
    public static Issuers of(Vertx vertx, EdgeBus bus, IdentityOptions options) {
        return of(vertx, bus, options, System::nanoTime);
    }

    /** @param nanoTime a clock that never goes back */
    public static Issuers of(Vertx vertx, EdgeBus bus, IdentityOptions options, LongSupplier nanoTime) {
        Issuers issuers = new Issuers(bus, options, nanoTime);
        KeyOptions keys = options.keys();
        options.others().forEach(trusted -> {
            KeySource source = new WebKeys(vertx, trusted.keys(), keys.within());
            issuers.add(new ExternalIssuer(
                    trusted,
                    new SigningKeyCache(source, trusted.algorithms(), keys.keep(), nanoTime),
                    issuers.admissions));
        });
        return issuers;
    }

    /** The own JWK set as JSON; fails {@code unavailable} where none was ever had. */
    public Future<String> jwks() {
        return own.jwks();
    }

    /** Asks each for its keys as they are now; due every {@link KeyOptions#refresh()}. */
    public void refresh() {
        byName.values()
                .forEach(
                        issuer -> issuer.keys()
                                .refresh()
                                .onFailure(
                                        failure -> LOG.atWarn()
                                                .addKeyValue("issuer", issuer.name())
                                                .addKeyValue("reason", failure.getMessage())
                                                .log(
                                                        "the keys of an issuer could not be had: those that are known are kept for a time")));
    }

    /** Something of this user was revoked: who it is here is asked for again. */
    public void forget(UserId user) {
        admissions.forget(user);
    }

    /** The one of that name, if it is believed. */
    Optional<Issuer> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void add(Issuer issuer) {
        byName.put(issuer.name(), issuer);
    }
}
