package dev.parley.gateway.identity;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the claims of every token have to say, whoever signed it (RFC 7519, 4.1). */
final class ClaimRules {
    /** How far an issuer's clock may be ahead. A token's end is its end. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    /** The end of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private ClaimRules() {}

    /**
     * When the token expires, which it has to say.
     *
     * @throws Refusal {@code token-expired} where that is past, {@code unauthenticated} for anything else that is wrong
     */
    static Instant check(JsonObject claims, Issuer issuer, Instant now) {
        Instant expires = time(claims, "exp").orElseThrow(ClaimRules::wrong);
        Instant latest = now.plus(LEEWAY);
        boolean future = time(claims, "nbf").filter(latest::isBefore).isPresent()
                || time(claims, "iat").filter(latest::isBefore).isPresent();
        if (future || !isFor(claims.getValue("aud"), issuer.audience()) || !isForAccess(claims)) {
            throw wrong();
        }
        if (!now.isBefore(expires)) {
            throw new Refusal(ErrorCode.TOKEN_EXPIRED, ErrorCode.TOKEN_EXPIRED.sentence());
        }
        return expires;
    }

    /**
     * Whether the token may be older than that moment: it says that it is, or nothing.
     *
     * @param claims that were checked
     */
    static boolean isIssuedBy(JsonObject claims, Instant moment) {
        return time(claims, "iat").filter(issued -> issued.isAfter(moment)).isEmpty();
    }

    private static boolean isFor(@Nullable Object claim, String audience) {
        return claim instanceof JsonArray several ? several.contains(audience) : audience.equals(claim);
    }

    /** Keycloak says in the claims what a token is for: {@code Bearer}, and not {@code ID}, {@code Refresh} and others. */
    private static boolean isForAccess(JsonObject claims) {
        Object type = claims.getValue("typ");
        return type == null || (type instanceof String name && name.equalsIgnoreCase("Bearer"));
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        Object value = claims.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number && !(number instanceof BigInteger)) {
            double seconds = number.doubleValue();
            if (seconds >= 0 && seconds <= LAST_SECOND) {
                return Optional.of(Instant.ofEpochSecond(number.longValue()));
            }
        }
        throw wrong();
    }

    /** What every token is answered that is wrong in any way but being old. */
    static Refusal wrong() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "the access token is not valid");
    }
}
