package dev.parley.auth;

import dev.parley.auth.app.AuditOptions;
import dev.parley.auth.app.FirstAdmin;
import dev.parley.auth.app.SessionOptions;
import dev.parley.auth.app.SignInOptions;
import dev.parley.auth.domain.KeyTimes;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.Username;
import dev.parley.auth.token.Argon2Hasher;
import dev.parley.auth.token.Es256Tokens;
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
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** All settings of the auth service, by the package that uses them. */
public record AuthConfig(
        DatabaseOptions database,
        TokenOptions tokens,
        SessionOptions sessions,
        SignInOptions signIns,
        HashOptions hashes,
        SealOptions seal,
        AuditOptions audit,
        Optional<FirstAdmin.Options> firstAdmin) {
    private static final int MAX_ACCESS_SECONDS = 86_400;
    private static final int SEAL_KEY_BYTES = 32;
    private static final String SEAL_KEYS = "PARLEY_AUTH_SEAL_KEYS";
    private static final String ADMIN_NAME = "PARLEY_ADMIN_USERNAME";
    private static final String ADMIN_PASSWORD = "PARLEY_ADMIN_PASSWORD";
    private static final String ADMIN_HASH = "PARLEY_ADMIN_PASSWORD_HASH";

    /** Longer than it takes every process to look at the keys again, so that nobody meets one that it does not know. */
    private static final int MIN_LEAD_SECONDS = 180;

    private static final int MAX_LEAD_SECONDS = 604_800;
    private static final String KEY_LEAD = "PARLEY_AUTH_KEY_LEAD_SECONDS";

    /** The gateways' own setting, for all processes are given the same. */
    private static final String KEYS_ASKED = "PARLEY_AUTH_KEYS_SECONDS";

    private static final int KEYS_ASKED_SECONDS = 300;

    /**
     * Reads {@code PARLEY_AUTH_*}, {@code PARLEY_ADMIN_*} and {@code PARLEY_DATABASE_*}; a SQLite file in the data folder is
     * {@code auth.db}.
     */
    public static AuthConfig of(Settings settings) {
        return new AuthConfig(
                DatabaseOptions.of(settings, "auth"),
                tokens(settings),
                sessions(settings),
                signIns(settings),
                hashes(settings),
                new SealOptions(settings.secret(SEAL_KEYS).map(AuthConfig::keys).orElse(List.of())),
                audit(settings),
                firstAdmin(settings));
    }

    /** Whether private keys are kept in the clear in a database server, whose backups and replicas have them then, too. */
    boolean leavesKeysOpen() {
        return seal.keys().isEmpty() && !database.url().startsWith("sqlite:");
    }

    private static TokenOptions tokens(Settings settings) {
        TokenOptions usual = TokenOptions.DEFAULTS;
        int days = settings.number(
                "PARLEY_AUTH_KEY_DAYS", (int) usual.keys().rotation().toDays(), 1, 3650);
        Duration lead = lead(settings, usual.keys().lead());
        return new TokenOptions(
                settings.text("PARLEY_AUTH_ISSUER", usual.issuer()),
                settings.text("PARLEY_AUTH_AUDIENCE", usual.audience()),
                seconds(settings, "PARLEY_AUTH_ACCESS_SECONDS", usual.accessLife(), MAX_ACCESS_SECONDS),
                new KeyTimes(Duration.ofDays(days), lead));
    }

    /** A key signs only once every auth process has told it, and every gateway has asked for it. */
    private static Duration lead(Settings settings, Duration usual) {
        Duration lead = Duration.ofSeconds(
                settings.number(KEY_LEAD, (int) usual.toSeconds(), MIN_LEAD_SECONDS, MAX_LEAD_SECONDS));
        Duration asked = Duration.ofSeconds(settings.number(KEYS_ASKED, KEYS_ASKED_SECONDS, 1, 86_400));
        if (lead.compareTo(asked.plus(Es256Tokens.REFRESH_EVERY)) <= 0) {
            throw new ConfigException(
                    KEY_LEAD,
                    "must be more than a minute longer than " + KEYS_ASKED + ", or gateways meet keys unknown");
        }
        return lead;
    }

    private static SessionOptions sessions(Settings settings) {
        SessionOptions usual = SessionOptions.DEFAULTS;
        return new SessionOptions(
                seconds(settings, "PARLEY_AUTH_REFRESH_SECONDS", usual.refreshLife(), Integer.MAX_VALUE),
                settings.flag("PARLEY_AUTH_GUESTS", usual.guests()));
    }

    private static SignInOptions signIns(Settings settings) {
        SignInOptions usual = SignInOptions.DEFAULTS;
        return SignInOptions.of(
                settings.list("PARLEY_AUTH_RESERVED_NAMES", String.join(",", SignInOptions.RESERVED)),
                settings.number("PARLEY_AUTH_FAILURES", usual.byName().free(), 1, 1000),
                settings.number(
                        "PARLEY_AUTH_ADDRESS_FAILURES", usual.byAddress().free(), 1, 1000),
                seconds(settings, "PARLEY_AUTH_FAILURE_SECONDS", usual.byName().longestWait(), 3600),
                settings.number("PARLEY_AUTH_FAILURE_KEYS", usual.byName().keys(), 1, 1_000_000),
                settings.number("PARLEY_AUTH_USUAL_NAMES", usual.usualNames(), 1, 1_000_000));
    }

    private static HashOptions hashes(Settings settings) {
        HashOptions usual = HashOptions.DEFAULTS;
        return new HashOptions(
                settings.number("PARLEY_AUTH_HASHES", usual.atOnce(), 1, 64),
                settings.number("PARLEY_AUTH_HASH_QUEUE", usual.waiting(), 0, 100_000),
                new HashOptions.Cost(
                        settings.number("PARLEY_AUTH_HASH_KIB", usual.cost().memoryKib(), 7168, 1 << 20),
                        settings.number("PARLEY_AUTH_HASH_PASSES", usual.cost().passes(), 1, 32)));
    }

    private static AuditOptions audit(Settings settings) {
        AuditOptions usual = AuditOptions.DEFAULTS;
        return new AuditOptions(
                Duration.ofDays(settings.number(
                        "PARLEY_AUTH_AUDIT_DAYS", (int) usual.keep().toDays(), 1, 3650)),
                settings.number("PARLEY_AUTH_AUDIT_ROWS", (int) usual.rows(), 1000, Integer.MAX_VALUE));
    }

    private static Optional<FirstAdmin.Options> firstAdmin(Settings settings) {
        Optional<String> password = settings.secret(ADMIN_PASSWORD);
        Optional<String> hash = settings.secret(ADMIN_HASH);
        return settings.optional(ADMIN_NAME).map(name -> {
            if (!Username.isWellFormed(name)) {
                throw new ConfigException(ADMIN_NAME, "must be 3 to 32 of a-z, 0-9, dot, underscore and hyphen");
            }
            if (password.isPresent() == hash.isPresent()) {
                throw new ConfigException(
                        ADMIN_NAME, "needs " + ADMIN_PASSWORD + "_FILE or " + ADMIN_HASH + ", and only one of them");
            }
            if (hash.isPresent() && !Argon2Hasher.isHash(hash.get())) {
                throw new ConfigException(ADMIN_HASH, "must be an Argon2id hash in PHC format");
            }
            if (password.isPresent() && !Password.isWellFormed(password.get())) {
                throw new ConfigException(ADMIN_PASSWORD, "must have 8 to 128 characters");
            }
            return new FirstAdmin.Options(new Username(name), password.map(Password::new), hash);
        });
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
