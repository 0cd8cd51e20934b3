package dev.parley.auth;

import dev.parley.auth.app.SessionOptions;
import dev.parley.auth.token.HashOptions;
import dev.parley.auth.token.TokenOptions;
import dev.parley.platform.config.Settings;
import dev.parley.platform.sql.DatabaseOptions;
import java.time.Duration;

/** All settings of the auth service, by the package that uses them. */
public record AuthConfig(DatabaseOptions database, TokenOptions tokens, SessionOptions sessions, HashOptions hashes) {
    private static final int MAX_ACCESS_SECONDS = 86_400;

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
                        settings.number("PARLEY_AUTH_HASH_QUEUE", hashes.waiting(), 0, 100_000)));
    }

    private static Duration seconds(Settings settings, String key, Duration fallback, int max) {
        return Duration.ofSeconds(settings.number(key, (int) fallback.toSeconds(), 1, max));
    }
}
