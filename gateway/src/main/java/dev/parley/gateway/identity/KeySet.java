package dev.parley.gateway.identity;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer that verify its tokens, by their ids, and the JWK set (RFC 7517, 5) that they were in.
 *
 * @param jwks as it was told, in JSON
 */
record KeySet(String jwks, Map<String, VerificationKey> byId) {
    private static final int MAX_KEYS = 100;

    KeySet {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads a set. What is no public key for signatures of one of these algorithms is left out, and so are keys without a
     * name and keys that share one.
     *
     * @throws Refusal {@code unavailable} where no key is left: without one nobody is believed
     */
    static KeySet read(String jwks, Set<SignatureAlgorithm> allowed) {
        JsonArray keys = StrictJson.read(jwks.getBytes(StandardCharsets.UTF_8), JsonObject.class)
                .map(set -> set.getValue("keys"))
                .map(listed -> listed instanceof JsonArray array ? array : new JsonArray())
                .orElseGet(JsonArray::new);
        Map<String, VerificationKey> found = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        keys.stream()
                .limit(MAX_KEYS)
                .forEach(jwk -> key(jwk).filter(key -> allowed.contains(key.algorithm()))
                        .filter(key -> found.putIfAbsent(key.id(), key) != null)
                        .ifPresent(key -> twice.add(key.id())));
        found.keySet().removeAll(twice);
        if (found.isEmpty()) {
            throw Refusal.unavailable("there is no key to verify tokens with");
        }
        return new KeySet(jwks, found);
    }

    @Nullable
    VerificationKey key(String id) {
        return byId.get(id);
    }

    private static Optional<VerificationKey> key(Object jwk) {
        return jwk instanceof JsonObject object ? JwkReader.read(object) : Optional.empty();
    }
}
