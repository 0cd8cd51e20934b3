package dev.parley.gateway.attack;

import static dev.parley.testkit.jwt.IssuerKey.base64;
import static dev.parley.testkit.jwt.IssuerKey.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that nobody who is trusted has signed, shown at every door: what header and signature can be made to say. */
@SuppressWarnings("NullAway.Init")
class ForgedTokenIT {
    private static final IssuerKey EC = IssuerKey.es256("ec");
    private static final IssuerKey RSA = IssuerKey.rs256("rsa", 2048);
    private static final IssuerKey ED = IssuerKey.edDsa("ed");
    private static final IssuerKey OF_ANOTHER = IssuerKey.es256("another");

    private static IdentityProvider provider;
    private static IdentityProvider another;
    private static IdentityProvider trap;
    private static GuardedGateway gateway;

    @BeforeAll
    static void start() {
        provider = new IdentityProvider(EC, RSA, ED);
        another = new IdentityProvider(OF_ANOTHER);
        trap = new IdentityProvider(IssuerKey.es256("mallory"));
        gateway = new GuardedGateway(provider.entry("chat"), another.entry("chat"));
        List.of(EC, RSA, ED).forEach(key -> gateway.accepts(key.signed(claims())));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        trap.close();
        another.close();
        provider.close();
    }

    private static JsonObject claims() {
        return provider.claims("mallory", "chat");
    }

    private static JsonObject header(IssuerKey key, String member, Object value) {
        return key.header().put(member, value);
    }

    private static String hs256(JsonObject header, byte[] secret) {
        String text = unsigned(header.encode(), claims().encode());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withSignature(IssuerKey key, byte[] signature) {
        return unsigned(key.header().encode(), claims().encode()) + "." + base64(signature);
    }

    private static byte[] goodSignature(IssuerKey key) {
        return key.signature(unsigned(key.header().encode(), claims().encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", ""})
    void anAlgorithmThatIsNone(String none) {
        String text = unsigned(header(EC, "alg", none).encode(), claims().encode());

        gateway.refuses(text + ".");
        gateway.refuses(text + ".AA");
        gateway.refuses(text + "." + base64(goodSignature(EC)));
    }

    @Test
    void anAlgorithmThatIsNoneInTwoParts() {
        gateway.refuses(unsigned(header(EC, "alg", "none").encode(), claims().encode()));
    }

    @Test
    void thePublicRsaKeyAsTheSecretOfHs256() {
        byte[] der = RSA.publicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        JsonObject header = header(RSA, "alg", "HS256");

        for (byte[] secret : List.of(
                der,
                pem.getBytes(StandardCharsets.US_ASCII),
                RSA.jwk().encode().getBytes(StandardCharsets.UTF_8),
                Base64.getUrlDecoder().decode(RSA.jwk().getString("n")))) {
            gateway.refuses(hs256(header, secret));
        }
    }

    @Test
    void thePublicEcKeyAsTheSecretOfHs256() {
        gateway.refuses(hs256(header(EC, "alg", "HS256"), EC.publicKey().getEncoded()));
    }

    @Test
    void anHs256SignatureUnderAnRs256Header() {
        gateway.refuses(hs256(RSA.header(), RSA.publicKey().getEncoded()));
    }

    @Test
    void anotherKindOfKeysAlgorithmInTheHeader() {
        gateway.refuses(EC.signed(header(EC, "alg", "RS256"), claims()));
        gateway.refuses(RSA.signed(header(RSA, "alg", "ES256"), claims()));
        gateway.refuses(ED.signed(header(ED, "alg", "ES256"), claims()));
        gateway.refuses(EC.signed(header(EC, "kid", "rsa"), claims()));
    }

    @Test
    void aPssSignatureOfAKeyThatIsForPkcs1() {
        gateway.refuses(RSA.as("rsa", "PS256").signed(claims()));
    }

    @Test
    void anotherAlgorithmOfTheSameKeyInTheHeader() {
        gateway.refuses(RSA.signed(header(RSA, "alg", "RS512"), claims()));
        gateway.refuses(EC.signed(header(EC, "alg", "ES384"), claims()));
        gateway.refuses(EC.signed(header(EC, "alg", "es256"), claims()));
    }

    @Test
    void aStrangersKeyUnderAKnownName() {
        gateway.refuses(IssuerKey.es256("ec").signed(claims()));
    }

    @Test
    void theSignatureOfOtherClaims() {
        String[] mine = EC.signed(claims()).split("\\.", -1);
        String[] admins = EC.signed(provider.claims("admin", "chat")).split("\\.", -1);

        gateway.refuses(mine[0] + "." + admins[1] + "." + mine[2]);
    }

    @Test
    void theSignatureOfAnotherHeader() {
        String[] mine = EC.signed(claims()).split("\\.", -1);
        String other = base64(header(EC, "x", 1).encode().getBytes(StandardCharsets.UTF_8));

        gateway.refuses(other + "." + mine[1] + "." + mine[2]);
    }

    @Test
    void anEcdsaSignatureOfZeros() {
        byte[] oneZero = goodSignature(EC);
        Arrays.fill(oneZero, 32, 64, (byte) 0);

        gateway.refuses(withSignature(EC, new byte[64]));
        gateway.refuses(withSignature(EC, oneZero));
    }

    @Test
    void anEcdsaSignatureOfTheCurvesOrder() {
        BigInteger order = ((ECPublicKey) EC.publicKey()).getParams().getOrder();
        byte[] half = Arrays.copyOfRange(order.toByteArray(), 1, 33);
        byte[] both = Arrays.copyOf(half, 64);
        System.arraycopy(half, 0, both, 32, 32);

        gateway.refuses(withSignature(EC, both));
    }

    @Test
    void anEcdsaSignatureInDer() {
        byte[] good = goodSignature(EC);
        byte[] r = new BigInteger(1, Arrays.copyOf(good, 32)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64)).toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 0x02;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 0x02;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);

        gateway.refuses(withSignature(EC, der));
    }

    @Test
    void aSignatureWithBytesBehindOrWithin() {
        byte[] good = goodSignature(EC);
        byte[] widened = new byte[66];
        System.arraycopy(good, 0, widened, 1, 32);
        System.arraycopy(good, 32, widened, 34, 32);

        gateway.refuses(withSignature(EC, Arrays.copyOf(good, 65)));
        gateway.refuses(withSignature(EC, Arrays.copyOf(good, 66)));
        gateway.refuses(withSignature(EC, widened));
        gateway.refuses(withSignature(EC, Arrays.copyOf(good, 63)));
        gateway.refuses(withSignature(ED, Arrays.copyOf(goodSignature(ED), 65)));
        gateway.refuses(withSignature(RSA, Arrays.copyOf(goodSignature(RSA), 257)));
    }

    @Test
    void aSignatureWrittenInAnotherWay() {
        String good = EC.signed(claims());
        char last = good.charAt(good.length() - 1);
        String sameBytes = good.substring(0, good.length() - 1) + (char) (last + 1);

        gateway.refuses(good + "==");
        gateway.refuses(sameBytes);
        gateway.refuses(good + ".AA");
    }

    /** A key set to be fetched from the attacker: nobody comes for it. */
    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void aUrlOfTheAttackersKeys(String member) {
        IssuerKey mallorys = IssuerKey.es256("mallory");
        trap.publish(List.of(mallorys.jwk()));

        gateway.refuses(mallorys.signed(header(mallorys, member, trap.keys()), claims()));
        gateway.refuses(mallorys.as("ec", "ES256")
                .signed(header(mallorys, member, trap.keys()).put("kid", "ec"), claims()));
        assertThat(trap.asked()).isEmpty();
    }

    @Test
    void aKeyInTheTokenItself() {
        IssuerKey mallorys = IssuerKey.es256("ec");

        gateway.refuses(mallorys.signed(header(mallorys, "jwk", mallorys.jwk()), claims()));
        gateway.refuses(mallorys.signed(
                header(
                        mallorys,
                        "x5c",
                        new JsonArray()
                                .add(Base64.getEncoder()
                                        .encodeToString(mallorys.publicKey().getEncoded()))),
                claims()));
    }

    @Test
    void anExtensionThatMustBeUnderstood() {
        gateway.refuses(EC.signed(header(EC, "crit", new JsonArray().add("exp")), claims()));
        gateway.refuses(EC.signed(header(EC, "crit", new JsonArray()), claims()));
        gateway.refuses(EC.signed(header(EC, "crit", new JsonArray().add("b64")).put("b64", false), claims()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../dev/null",
                "/etc/passwd",
                "ec' OR '1'='1",
                "x' UNION SELECT 'AA' --",
                "ec\u0000",
                "EC",
                " ec",
                "",
                "http://127.0.0.1:1/keys",
                "${jndi:ldap://127.0.0.1:1/a}"
            })
    void aKeysNameThatIsAPathAQueryOrAUrl(String keyId) {
        gateway.refuses(EC.signed(header(EC, "kid", keyId), claims()));
        gateway.refuses(hs256(header(EC, "kid", keyId).put("alg", "HS256"), new byte[1]));
        assertThat(provider.asked()).allMatch("/jwks"::equals);
    }

    @Test
    void aVeryLongNameOfAKey() {
        int asked = provider.asked().size();

        gateway.refuses(EC.signed(header(EC, "kid", "k".repeat(4000)), claims()));

        assertThat(provider.asked()).hasSize(asked);
    }

    @Test
    void noNameOfAKeyOrNoText() {
        JsonObject nameless = EC.header();
        nameless.remove("kid");

        gateway.refuses(EC.signed(nameless, claims()));
        gateway.refuses(EC.signed(header(EC, "kid", 1), claims()));
        gateway.refuses(EC.signed(header(EC, "kid", new JsonArray().add("ec")), claims()));
        gateway.refuses(EC.signed(EC.header().putNull("kid"), claims()));
    }

    @Test
    void theKeyOfAnotherIssuer() {
        gateway.refuses(OF_ANOTHER.signed(claims()));
        gateway.refuses(gateway.own().signed(OF_ANOTHER.header().put("kid", "k1"), claims()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "JOSE", "rt+jwt"})
    void aTokenThatIsMadeForSomethingElse(String type) {
        gateway.refuses(EC.signed(header(EC, "typ", type), claims()));
    }

    @Test
    void aHeaderThatSaysTwoThings() {
        String twice = "{\"alg\":\"none\",\"kid\":\"ec\",\"alg\":\"ES256\"}";

        gateway.refuses(EC.signed(twice, claims().encode()));
        gateway.refuses(EC.signed("{\"alg\":\"ES256\",\"kid\":\"x\",\"kid\":\"ec\"}", claims().encode()));
    }

    @Test
    void aTokenThatIsNoToken() {
        gateway.refuses("e30.e30.AA");
        gateway.refuses("bnVsbA.bnVsbA.AA");
        gateway.refuses("W10.W10.AA");
        gateway.refuses(EC.signed("{\"alg\":\"ES256\",\"kid\":\"ec\"", claims().encode()));
        gateway.refuses(EC.signed(EC.header().encode() + "{}", claims().encode()));
    }

    /** It is not even looked for a key. STOMP's and HTTP's own limits are closer than the bridge's. */
    @Test
    void aHugeToken() {
        int asked = provider.asked().size();
        int said = gateway.authors().size();
        String huge = EC.signed(header(EC, "kid", "unknown"), claims().put("padding", "x".repeat(30_000)));

        assertThat(gateway.refusalAtTheBridge(huge)).isEqualTo("unauthenticated");
        assertThat(gateway.refusalOf("Authorization", "Bearer " + huge)).isEqualTo("too-large");

        assertThat(provider.asked()).hasSize(asked);
        assertThat(gateway.authors()).hasSize(said);
    }
}
