package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.presence.domain.PresenceRules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresenceConfigTest {
    @Test
    void withoutSettingsTheDefaultsHold() {
        PresenceConfig config = PresenceConfig.of(Settings.load(Map.of()));

        assertThat(config).isEqualTo(PresenceConfig.DEFAULTS);
        assertThat(config.rules().lease()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.tickMillis()).isEqualTo(250);
    }

    @Test
    void everyKeyReachesItsField() {
        PresenceConfig config = PresenceConfig.of(Settings.load(Map.of(
                "PARLEY_PRESENCE_LEASE_MILLIS", "5000",
                "PARLEY_PRESENCE_NAMES", "50",
                "PARLEY_PRESENCE_MERGE_MILLIS", "400",
                "PARLEY_PRESENCE_TYPING_MILLIS", "3000")));

        assertThat(config.rules())
                .isEqualTo(new PresenceRules(
                        Duration.ofMillis(5000), 50, Duration.ofMillis(400), Duration.ofMillis(3000)));
        assertThat(config.tickMillis()).isEqualTo(100);
    }

    @Test
    void aDeadGatewaysPeopleAreToldGoneWithinTenSeconds() {
        PresenceConfig config = PresenceConfig.DEFAULTS;

        long atWorst = config.rules().lease().plus(config.rules().merge()).toMillis() + 2 * config.tickMillis();

        assertThat(atWorst).isLessThan(10_000);
    }

    @Test
    void aValueOutOfBoundsIsRefusedByName() {
        Settings settings = Settings.load(Map.of("PARLEY_PRESENCE_LEASE_MILLIS", "0"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> PresenceConfig.of(settings))
                .withMessageContaining("PARLEY_PRESENCE_LEASE_MILLIS");
    }
}
