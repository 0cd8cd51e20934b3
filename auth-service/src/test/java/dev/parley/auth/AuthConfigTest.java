package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.auth.app.AuditOptions;
import dev.parley.auth.app.FirstAdmin;
import dev.parley.auth.app.SessionOptions;
import dev.parley.auth.app.SignInOptions;
import dev.parley.auth.domain.KeyTimes;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.Username;
import dev.parley.auth.token.HashOptions;
import dev.parley.auth.token.SealOptions;
import dev.parley.auth.token.TokenOptions;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.platform.sql.DatabaseOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthConfigTest {
    private static final String ZEROES = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    /** In the URL's alphabet, without padding. */
    private static final String ONES = "__________________________________________8";

    @Test
    void nothingSetButWhereTheDataIsMeansTheDefaults() {
        AuthConfig config = AuthConfig.of(Settings.load(Map.of("PARLEY_DATA_DIR", "folder")));

        assertThat(config)
                .isEqualTo(new AuthConfig(
                        new DatabaseOptions("sqlite:folder/auth.db", "parley", "", 8, 1000),
                        new TokenOptions("parley", "parley", Duration.ofMinutes(10)),
                        new SessionOptions(Duration.ofDays(30), false),
                        SignInOptions.DEFAULTS,
                        new HashOptions(2, 64, new HashOptions.Cost(19_456, 2)),
                        new SealOptions(List.of()),
                        new AuditOptions(Duration.ofDays(90), 1_000_000),
                        Optional.empty()));
    }

    @Test
    void withoutAPlaceForTheDataThereIsNoStart() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> AuthConfig.of(Settings.load(Map.of())))
                .withMessageContaining("PARLEY_DATABASE_URL");
    }

    @Test
    void everyKeyReachesItsField() {
        AuthConfig config = AuthConfig.of(Settings.load(Map.ofEntries(
                Map.entry("PARLEY_DATABASE_URL", "postgresql://db:5433/accounts"),
                Map.entry("PARLEY_DATABASE_USER", "someone"),
                Map.entry("PARLEY_DATABASE_PASSWORD", "something"),
                Map.entry("PARLEY_DATABASE_POOL_SIZE", "3"),
                Map.entry("PARLEY_DATABASE_WAITING", "4"),
                Map.entry("PARLEY_AUTH_ISSUER", "an-issuer"),
                Map.entry("PARLEY_AUTH_AUDIENCE", "an-audience"),
                Map.entry("PARLEY_AUTH_ACCESS_SECONDS", "61"),
                Map.entry("PARLEY_AUTH_REFRESH_SECONDS", "62"),
                Map.entry("PARLEY_AUTH_GUESTS", "true"),
                Map.entry("PARLEY_AUTH_HASHES", "5"),
                Map.entry("PARLEY_AUTH_HASH_QUEUE", "6"),
                Map.entry("PARLEY_AUTH_HASH_KIB", "7777"),
                Map.entry("PARLEY_AUTH_HASH_PASSES", "3"),
                Map.entry("PARLEY_AUTH_KEY_DAYS", "8"),
                Map.entry("PARLEY_AUTH_KEY_LEAD_SECONDS", "999"),
                Map.entry("PARLEY_AUTH_RESERVED_NAMES", "boss, chief"),
                Map.entry("PARLEY_AUTH_FAILURES", "9"),
                Map.entry("PARLEY_AUTH_ADDRESS_FAILURES", "10"),
                Map.entry("PARLEY_AUTH_FAILURE_SECONDS", "11"),
                Map.entry("PARLEY_AUTH_FAILURE_KEYS", "12"),
                Map.entry("PARLEY_AUTH_USUAL_NAMES", "15"),
                Map.entry("PARLEY_AUTH_AUDIT_DAYS", "13"),
                Map.entry("PARLEY_AUTH_AUDIT_ROWS", "1400"),
                Map.entry("PARLEY_ADMIN_USERNAME", "boss"),
                Map.entry("PARLEY_ADMIN_PASSWORD", "staple battery"),
                Map.entry("PARLEY_AUTH_SEAL_KEYS", ZEROES + ", " + ONES))));

        assertThat(config)
                .isEqualTo(new AuthConfig(
                        new DatabaseOptions("postgresql://db:5433/accounts", "someone", "something", 3, 4),
                        new TokenOptions(
                                "an-issuer",
                                "an-audience",
                                Duration.ofSeconds(61),
                                new KeyTimes(Duration.ofDays(8), Duration.ofSeconds(999))),
                        new SessionOptions(Duration.ofSeconds(62), true),
                        SignInOptions.of(List.of("boss", "chief"), 9, 10, Duration.ofSeconds(11), 12, 15),
                        new HashOptions(5, 6, new HashOptions.Cost(7777, 3)),
                        new SealOptions(List.of(aes(0), aes(0xff))),
                        new AuditOptions(Duration.ofDays(13), 1400),
                        Optional.of(new FirstAdmin.Options(
                                new Username("boss"), Optional.of(new Password("staple battery")), Optional.empty()))));
        assertThat(config.toString()).doesNotContain("something", "staple battery", ZEROES, ONES);
    }

    @Test
    void keysInTheClearAreToldOfWhereTheyAreInADatabaseServer() {
        String server = "postgresql://db:5433/accounts";

        assertThat(config("PARLEY_DATABASE_URL", server).leavesKeysOpen()).isTrue();
        assertThat(config("PARLEY_DATABASE_URL", server, "PARLEY_AUTH_SEAL_KEYS", ZEROES)
                        .leavesKeysOpen())
                .isFalse();
        assertThat(config("PARLEY_DATA_DIR", "folder").leavesKeysOpen()).isFalse();
    }

    private static AuthConfig config(String key, String value) {
        return AuthConfig.of(Settings.load(Map.of(key, value)));
    }

    private static AuthConfig config(String key, String value, String another, String itsValue) {
        return AuthConfig.of(Settings.load(Map.of(key, value, another, itsValue)));
    }

    private static SecretKey aes(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return new SecretKeySpec(key, "AES");
    }

    @ParameterizedTest
    @CsvSource({
        "PARLEY_AUTH_ACCESS_SECONDS, 0",
        "PARLEY_AUTH_REFRESH_SECONDS, soon",
        "PARLEY_AUTH_GUESTS, perhaps",
        "PARLEY_AUTH_HASHES, 0",
        "PARLEY_AUTH_HASH_QUEUE, -1",
        "PARLEY_AUTH_SEAL_KEYS, c2hvcnQ=",
        "PARLEY_AUTH_SEAL_KEYS, not Base64",
        "PARLEY_AUTH_KEY_LEAD_SECONDS, 60",
        "PARLEY_AUTH_KEY_LEAD_SECONDS, 360",
        "PARLEY_AUTH_KEYS_SECONDS, 3540",
        "PARLEY_ADMIN_USERNAME, Not A Name",
        "PARLEY_ADMIN_USERNAME, without-a-password"
    })
    void aValueThatMakesNoSenseIsRefusedWithItsKey(String key, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> AuthConfig.of(Settings.load(Map.of("PARLEY_DATA_DIR", "folder", key, value))))
                .withMessageContaining(key);
    }
}
