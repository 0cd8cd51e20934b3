package dev.parley.auth.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Keeps a text from whoever reads it in a database or a backup: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96
 * bits, bound to the name of what it belongs to. The first key seals; all of them open, so that keys can be changed.
 * Any thread.
 */
public final class KeySeal {
    private static final String MARK = "a256gcm.";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    public KeySeal(SealOptions options) {
        this.keys = options.keys();
    }

    /** Whether it seals at all. */
    boolean isOn() {
        return !keys.isEmpty();
    }

    /** Whether a text is sealed with whatever key. */
    static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    /** The text, sealed with the first key; as it is where there is none. */
    String seal(String text, String name) {
        if (!isOn()) {
            return text;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphered = cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, name)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(NONCE_BYTES + ciphered.length)
                    .put(nonce)
                    .put(ciphered)
                    .array();
            return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** What was sealed under this name; empty where none of the keys opens it. A text that is not sealed is as it is. */
    Optional<String> open(String text, String name) {
        return isSealed(text)
                ? keys.stream().flatMap(key -> open(key, text, name).stream()).findFirst()
                : Optional.of(text);
    }

    /** Whether it should be sealed, or sealed anew. */
    boolean isDue(String text, String name) {
        return isOn() && (!isSealed(text) || open(keys.get(0), text, name).isEmpty());
    }

    private static Optional<String> open(SecretKey key, String text, String name) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text.substring(MARK.length()));
            if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] ciphered = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, key, nonce, name).doFinal(ciphered);
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException notOfThisKey) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "KeySeal[" + keys.size() + " keys]";
    }
}
