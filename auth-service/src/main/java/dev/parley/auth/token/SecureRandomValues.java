package dev.parley.auth.token;

import dev.parley.auth.app.RandomValues;
import dev.parley.auth.domain.RefreshToken;
import dev.parley.auth.domain.Username;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Random values from the operating system. Any thread. */
public final class SecureRandomValues implements RandomValues {
    private static final int REFRESH_BYTES = 32;
    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_LENGTH = 8;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String id() {
        return UUID.randomUUID().toString();
    }

    @Override
    public RefreshToken refreshToken() {
        byte[] bits = new byte[REFRESH_BYTES];
        random.nextBytes(bits);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    @Override
    public Username guestName() {
        StringBuilder name = new StringBuilder(Username.GUEST_PREFIX);
        random.ints(NAME_LENGTH, 0, NAME_CHARACTERS.length())
                .forEach(index -> name.append(NAME_CHARACTERS.charAt(index)));
        return new Username(name.toString());
    }
}
