package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.domain.SigningKey;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EcKeysTest {
    @Test
    void thePublicPartHasNoPrivateMember() {
        SigningKey key = EcKeys.generate(1, "kid-1", Instant.EPOCH);

        JsonObject open = EcKeys.publicPart(key);

        assertThat(open.fieldNames()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "crv", "x", "y");
        assertThat(open.getString("kid")).isEqualTo("kid-1");
        assertThat(key.toString()).doesNotContain(new JsonObject(key.privateJwk()).getString("d"));
    }

    @Test
    void aCoordinateHasThirtyTwoBytesHoweverSmallOrLargeItIs() {
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

        assertThat(decoded(BigInteger.ONE)).hasSize(32).endsWith(1).startsWith(0);
        assertThat(decoded(largest)).hasSize(32).containsOnly(0xff);
    }

    private static byte[] decoded(BigInteger number) {
        return Base64.getUrlDecoder().decode(EcKeys.coordinate(number));
    }
}
