package dev.parley.auth.token;

import java.util.List;
import javax.crypto.SecretKey;

/**
 * How signing keys are kept. Its keys are never printed.
 *
 * @param keys of AES-256; the first seals, all open; none: signing keys are kept in the clear
 */
public record SealOptions(List<SecretKey> keys) {
    public SealOptions {
        keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
        return "SealOptions[" + keys.size() + " keys]";
    }
}
