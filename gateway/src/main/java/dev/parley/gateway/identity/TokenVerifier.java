package dev.parley.gateway.identity;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Verifies access tokens (RFC 7519; docs/protocol.md, "Who is speaking"): ES256 and nothing else, a known key, and every
 * claim that Parley's tokens have. The header is looked at before any library sees the token.
 */
public final class TokenVerifier {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final int MAX_LENGTH = 4096;

    private final SigningKeyCache keys;
    private final RevokedLogins revoked;
    private final InstantSource clock;

    public TokenVerifier(SigningKeyCache keys, RevokedLogins revoked, InstantSource clock) {
        this.keys = keys;
        this.revoked = revoked;
        this.clock = clock;
    }

    /** Whether a text has the shape of a JWT: three base64url parts, the first a JSON object. A password may have dots. */
    public static boolean looksLikeToken(String text) {
        return SHAPE.matcher(text).matches() && part(text, 0).isPresent();
    }

    /** The identity in the token; fails {@code token-expired} for a good one past its time, else {@code unauthenticated}. */
    public Future<Identity> verify(String token) {
        if (token.length() > MAX_LENGTH || !SHAPE.matcher(token).matches() || !isCanonical(token)) {
            return Future.failedFuture(wrong());
        }
        JsonObject header = part(token, 0).orElseGet(JsonObject::new);
        JsonObject claims = part(token, 1).orElseGet(JsonObject::new);
        if (!"ES256".equals(header.getValue("alg")) || !(header.getValue("kid") instanceof String keyId)) {
            return Future.failedFuture(wrong());
        }
        return keys.verifierOf(keyId).compose(verifier -> {
            if (verifier == null) {
                return Future.failedFuture(wrong());
            }
            return Future.succeededFuture(new TokenCredentials(token))
                    .compose(verifier::authenticate)
                    .recover(failure -> Future.failedFuture(wrong()))
                    .map(verified -> identity(claims));
        });
    }

    /** @throws Refusal {@link ErrorCode#REVOKED} where the rights were taken since they were gained */
    void requireNotRevoked(Identity identity) {
        if (revoked.take(identity)) {
            throw new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence());
        }
    }

    private Identity identity(JsonObject claims) {
        try {
            Instant expires = Instant.ofEpochSecond(claims.getLong("exp"));
            String username = claims.getString("preferred_username");
            String loginId = claims.getString("sid");
            if (username == null || loginId == null || claims.getString("sub") == null) {
                throw wrong();
            }
            Actor actor = new Actor(
                    new UserId(claims.getString("sub")),
                    username,
                    claims.getString("name", username),
                    roles(claims.getJsonArray("roles", new JsonArray())));
            Identity identity = new Identity(
                    actor,
                    Optional.of(loginId),
                    Optional.of(expires),
                    Optional.ofNullable(claims.getString("jti")),
                    claims.getLong("era", 0L));
            requireNotRevoked(identity);
            if (!clock.instant().isBefore(expires)) {
                throw expired();
            }
            return identity;
        } catch (ClassCastException | NullPointerException e) {
            throw wrong();
        }
    }

    private static Set<String> roles(JsonArray claim) {
        Set<String> roles = new LinkedHashSet<>();
        claim.forEach(role -> roles.add((String) role));
        return roles;
    }

    /** Whether each part is the only way to write its bytes: lenient decoders take a token with a character more. */
    private static boolean isCanonical(String token) {
        try {
            return Arrays.stream(token.split("\\.", -1))
                    .allMatch(part -> Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Base64.getUrlDecoder().decode(part))
                            .equals(part));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<JsonObject> part(String token, int index) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
            return Optional.of(new JsonObject(new String(json, StandardCharsets.UTF_8)));
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Refusal wrong() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "the access token is not valid");
    }

    private static Refusal expired() {
        return new Refusal(ErrorCode.TOKEN_EXPIRED, ErrorCode.TOKEN_EXPIRED.sentence());
    }
}
