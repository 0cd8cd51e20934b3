package dev.parley.auth.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) with what is needed to compute it again, written as a PHC string. Immutable. What new ones
 * cost is in {@link HashOptions.Cost}; they have one lane.
 */
final class Argon2Hash {
    static final int SALT_BYTES = 16;

    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");

    private final int memoryKib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private Argon2Hash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** Computes the hash of a password. Takes tens of milliseconds, and its memory. */
    static Argon2Hash of(String password, byte[] salt, HashOptions.Cost cost) {
        int memoryKib = cost.memoryKib();
        int passes = cost.passes();
        return new Argon2Hash(
                memoryKib, passes, LANES, salt, compute(password, salt, memoryKib, passes, LANES, HASH_BYTES));
    }

    /** Whether a new one would cost the same. */
    boolean costs(HashOptions.Cost cost) {
        return memoryKib == cost.memoryKib() && passes == cost.passes() && lanes == LANES && hash.length == HASH_BYTES;
    }

    static Argon2Hash parse(String phc) {
        Matcher parts = FORM.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a PHC string of Argon2id");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new Argon2Hash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                base64.decode(parts.group(4)),
                base64.decode(parts.group(5)));
    }

    /** Whether it is of this password; takes as long as {@link #of}, and as long for a wrong one. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, compute(password, salt, memoryKib, passes, lanes, hash.length));
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    private static byte[] compute(String password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
