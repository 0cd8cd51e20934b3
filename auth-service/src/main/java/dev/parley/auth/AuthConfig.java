package dev.parley.auth;

import dev.parley.auth.app.SessionOptions;
import dev.parley.auth.token.HashOptions;
import dev.parley.auth.token.SealOptions;
import dev.parley.auth.token.TokenOptions;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.platform.sql.DatabaseOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** All settings of the auth service, by the package that uses them. */
public record AuthConfig(
        DatabaseOptions database, TokenOptions tokens, SessionOptions sessions, HashOptions hashes, SealOptions seal) {
    private static final int MAX_ACCESS_SECONDS = 86_400;
    private static final int SEAL_KEY_BYTES = 32;
    private static final String SEAL_KEYS = "PARLEY_AUTH_SEAL_KEYS";

    /** Reads {@code PARLEY_AUTH_*} and {@code PARLEY_DATABASE_*}; a SQLite file in the data folder is {@code auth.db}. */
    public static AuthConfig of(Settings settings) {
        TokenOptions tokens = TokenOptions.DEFAULTS;
        SessionOptions sessions = SessionOptions.DEFAULTS;
        HashOptions hashes = HashOptions.DEFAULTS;
        return new AuthConfig(
                DatabaseOptions.of(settings, "auth"),
                new TokenOptions(
                        settings.text("PARLEY_AUTH_ISSUER", tokens.issuer()),
                        settings.text("PARLEY_AUTH_AUDIENCE", tokens.audience()),
                        seconds(settings, "PARLEY_AUTH_ACCESS_SECONDS", tokens.accessLife(), MAX_ACCESS_SECONDS)),
                new SessionOptions(
                        seconds(settings, "PARLEY_AUTH_REFRESH_SECONDS", sessions.refreshLife(), Integer.MAX_VALUE),
                        settings.flag("PARLEY_AUTH_GUESTS", sessions.guests())),
                new HashOptions(
                        settings.number("PARLEY_AUTH_HASHES", hashes.atOnce(), 1, 64),
                        settings.number("PARLEY_AUTH_HASH_QUEUE", hashes.waiting(), 0, 100_000)),
                new SealOptions(settings.secret(SEAL_KEYS).map(AuthConfig::keys).orElse(List.of())));
    }

    /** Base64, the usual or the URL's alphabet, separated by commas. */
    private static List<SecretKey> keys(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .<SecretKey>map(key -> new SecretKeySpec(key(key), "AES"))
                .toList();
    }

    private static byte[] key(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            if (key.length == SEAL_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // said below, without the text
        }
        throw new ConfigException(
                SEAL_KEYS, "must be 32 random bytes in Base64, or several of these with commas between");
    }

    private static Duration seconds(Settings settings, String key, Duration fallback, int max) {
        return Duration.ofSeconds(settings.number(key, (int) fallback.toSeconds(), 1, max));
    }
}
