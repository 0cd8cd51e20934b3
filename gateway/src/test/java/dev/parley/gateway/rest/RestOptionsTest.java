package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestOptionsTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void theDefaultsAreThoseOfTheContract() {
        RestOptions options = RestOptions.of(Settings.load(Map.of()));

        assertThat(options).isEqualTo(new RestOptions(65_536, 8000, Set.of("*")));
    }

    @Test
    void everyKeyReachesItsField() {
        RestOptions options = RestOptions.of(Settings.load(Map.of(
                "PARLEY_MAX_BODY_BYTES", "1000",
                "PARLEY_MAX_MESSAGE_LENGTH", "10",
                "PARLEY_ALLOWED_ORIGINS", "https://a.example, HTTPS://B.example",
                "PARLEY_AUTH_INTROSPECTION_CLIENTS", "a:" + DIGEST + ", b-2:" + DIGEST,
                "PARLEY_AUTH_INTROSPECTIONS_PER_SECOND", "7")));

        assertThat(options)
                .isEqualTo(new RestOptions(
                        1000,
                        10,
                        Set.of("https://a.example", "https://b.example"),
                        new IntrospectionOptions(Map.of("a", DIGEST, "b-2", DIGEST), 7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:secret", "a:0123", ":0123456789abcdef"})
    void aSecretThatIsNotHashedStopsTheStart(String clients) {
        Settings settings = Settings.load(Map.of("PARLEY_AUTH_INTROSPECTION_CLIENTS", clients));

        assertThatThrownBy(() -> RestOptions.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PARLEY_AUTH_INTROSPECTION_CLIENTS");
    }
}
