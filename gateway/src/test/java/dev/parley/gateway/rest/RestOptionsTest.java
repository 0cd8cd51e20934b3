package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.config.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestOptionsTest {
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
                "PARLEY_ALLOWED_ORIGINS", "https://a.example, HTTPS://B.example")));

        assertThat(options).isEqualTo(new RestOptions(1000, 10, Set.of("https://a.example", "https://b.example")));
    }
}
