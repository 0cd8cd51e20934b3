package dev.parley.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JwkReaderTest {
    private static final IssuerKey EC = IssuerKey.es256("ec");
    private static final IssuerKey RSA = IssuerKey.rs256("rsa", 2048);
    private static final IssuerKey ED = IssuerKey.edDsa("ed");

    @Test
    void aKeyIsReadAsItIs() {
        for (IssuerKey key : new IssuerKey[] {EC, RSA, ED}) {
            assertThat(JwkReader.read(key.jwk()).orElseThrow().key()).isEqualTo(key.publicKey());
        }
    }

    @Test
    void whatAKeySignsWithIsSaidByItsKindOrByItself() {
        JsonObject silent = RSA.jwk();
        silent.remove("alg");

        assertThat(JwkReader.read(silent)).map(VerificationKey::algorithm).contains(SignatureAlgorithm.RS256);
        assertThat(JwkReader.read(RSA.jwk().put("alg", "PS256")))
                .map(VerificationKey::algorithm)
                .contains(SignatureAlgorithm.PS256);
    }

    static Stream<JsonObject> unusable() {
        return Stream.of(
                EC.jwk().put("y", EC.jwk().getString("x")), // off the curve
                EC.jwk().put("x", "AA").put("y", "AA"),
                EC.jwk().put("x", "?"),
                EC.jwk().put("x", 1),
                EC.jwk().put("kid", 1),
                EC.jwk().put("alg", "RS256"),
                EC.jwk().put("kty", "RSA"),
                EC.jwk().put("use", "enc"),
                EC.jwk().put("key_ops", new JsonArray().add("sign")),
                EC.jwk().put("key_ops", "verify"),
                IssuerKey.es384("p384").jwk(),
                IssuerKey.rs256("small", 1024).jwk(),
                RSA.jwk().put("n", "A".repeat(8193)),
                RSA.jwk().put("n", "_".repeat(1500)), // 9000 bits
                RSA.jwk().put("e", "AQ"),
                RSA.jwk().put("e", "Ag"),
                RSA.jwk().put("e", "AQAAAAAB"), // 41 bits
                ED.jwk().put("x", "AA"),
                ED.jwk().put("crv", "X25519"),
                ED.jwk().put("crv", "Ed448"),
                new JsonObject().put("kty", "oct").put("kid", "k").put("k", "AAAA"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatIsOfNoUseIsLeftOut(JsonObject jwk) {
        assertThat(JwkReader.read(jwk)).isEmpty();
    }
}
