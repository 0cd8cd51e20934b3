package dev.parley.gateway.identity;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token in its three parts (RFC 7515, 7.1), of the form that a token has to have and not yet believed. What the header
 * says about where a key is to be had ({@code jku}, {@code x5u}, {@code jwk}, {@code x5c}) is never looked at.
 */
final class SignedToken {
    /** The longest that is read; a token of an identity provider with many roles has a few thousand characters. */
    static final int MAX_LENGTH = 8192;

    private static final int MAX_KEY_ID = 256;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    /** RFC 7519, 5.1 and RFC 9068, 2.1; other types are other things that the same issuer signs. */
    private static final Set<String> TYPES = Set.of("jwt", "application/jwt", "at+jwt", "application/at+jwt");

    private final JsonObject header;
    private final JsonObject claims;
    private final byte[] signed;
    private final byte[] signature;

    private SignedToken(JsonObject header, JsonObject claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** The token in a text; empty for what is none, or has a header that must not be believed. */
    static Optional<SignedToken> read(String text) {
        if (text.length() > MAX_LENGTH || !SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        return bytes(parts[2])
                .flatMap(signature -> object(parts[0])
                        .filter(SignedToken::isPlain)
                        .flatMap(header -> object(parts[1])
                                .map(claims -> new SignedToken(header, claims, signed(parts), signature))));
    }

    /** Whether a text has the shape of a token: three base64url parts, the first a JSON object. */
    static boolean isLike(String text) {
        return SHAPE.matcher(text).matches()
                && text.indexOf('.') <= MAX_LENGTH
                && object(text.substring(0, text.indexOf('.'))).isPresent();
    }

    String algorithm() {
        return header.getString("alg");
    }

    String keyId() {
        return header.getString("kid");
    }

    /** Who says to have signed it; empty where nobody does. */
    Optional<String> issuer() {
        return claims.getValue("iss") instanceof String issuer ? Optional.of(issuer) : Optional.empty();
    }

    JsonObject claims() {
        return claims;
    }

    byte[] signedBytes() {
        return signed;
    }

    byte[] signature() {
        return signature;
    }

    /** An algorithm and a key's name, both texts; nothing that must be understood and is not (RFC 7515, 4.1.11). */
    private static boolean isPlain(JsonObject header) {
        Object type = header.getValue("typ");
        return header.getValue("alg") instanceof String
                && header.getValue("kid") instanceof String keyId
                && keyId.length() <= MAX_KEY_ID
                && !header.containsKey("crit")
                && (type == null || (type instanceof String name && TYPES.contains(name.toLowerCase(Locale.ROOT))));
    }

    private static Optional<JsonObject> object(String part) {
        return bytes(part).flatMap(json -> StrictJson.read(json, JsonObject.class));
    }

    /** Of a part that is the only way to write its bytes: lenient decoders take a token with a character more. */
    private static Optional<byte[]> bytes(String part) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(part);
            byte[] again = Base64.getUrlEncoder().withoutPadding().encode(decoded);
            return Arrays.equals(again, part.getBytes(StandardCharsets.US_ASCII))
                    ? Optional.of(decoded)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] signed(String[] parts) {
        return (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    }
}
