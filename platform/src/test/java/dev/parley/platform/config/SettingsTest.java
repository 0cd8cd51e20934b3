package dev.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String PORT = "PARLEY_HTTP_PORT";
    private static final String PASSWORD = "PARLEY_DATABASE_PASSWORD";

    @TempDir
    private Path folder;

    @Nested
    class Sources {
        @Test
        void whatNobodySetsHasItsDefault() {
            assertThat(settings(Map.of()).number(PORT, 8080, 0, 65_535)).isEqualTo(8080);
        }

        @Test
        void theDefaultOfTheProcessIsAboveThatOfTheCode() {
            Settings settings = settings(Map.of()).withDefaults(Map.of(PORT, "8081"));

            assertThat(settings.text(PORT, "8080")).isEqualTo("8081");
            assertThat(settings.optional(PORT)).contains("8081");
        }

        @Test
        void theFileIsAboveTheDefaults() throws IOException {
            Settings settings = settings(Map.of("PARLEY_CONFIG", file("all", PORT + "=8082")))
                    .withDefaults(Map.of(PORT, "8081"));

            assertThat(settings.text(PORT, "8080")).isEqualTo("8082");
        }

        @Test
        void theEnvironmentIsAboveTheFile() throws IOException {
            Settings settings = settings(Map.of("PARLEY_CONFIG", file("all", PORT + "=8082"), PORT, "8083"))
                    .withDefaults(Map.of(PORT, "8081"));

            assertThat(settings.text(PORT, "8080")).isEqualTo("8083");
        }

        @Test
        void aValueMayStandInAFileOfItsOwn() throws IOException {
            Settings settings = settings(Map.of(PASSWORD + "_FILE", file("password", "s3cret\n")));

            assertThat(settings.secret(PASSWORD)).contains("s3cret");
        }

        @Test
        void aValueThatIsGivenIsAboveTheFileOfItsOwn() throws IOException {
            Map<String, String> both = new HashMap<>();
            both.put(PASSWORD, "given");
            both.put(PASSWORD + "_FILE", file("password", "in the file"));

            assertThat(settings(both).secret(PASSWORD)).contains("given");
        }

        @Test
        void otherVariablesOfTheEnvironmentAreNoneOfItsBusiness() {
            assertThat(settings(Map.of("PATH", "/bin", PORT, "1")).text(PORT, ""))
                    .isEqualTo("1");
        }
    }

    @Nested
    class WhatStopsTheStart {
        @Test
        void anUnknownKeyInTheEnvironment() {
            assertStops(() -> settings(Map.of("PARLEY_HTTP_PROT", "8080")), "PARLEY_HTTP_PROT", "8080");
        }

        @Test
        void anUnknownKeyInTheFile() throws IOException {
            Map<String, String> environment = Map.of("PARLEY_CONFIG", file("all", "PARLEY_HTTP_PROT=8080"));

            assertStops(() -> settings(environment), "PARLEY_HTTP_PROT", "8080");
        }

        @Test
        void anUnknownKeyIsToldWhatItIsCloseTo() {
            assertThatThrownBy(() -> settings(Map.of("PARLEY_HTTP_PROT", "8080")))
                    .hasMessageContaining("did you mean PARLEY_HTTP_");
        }

        @Test
        void aFileThatIsNotThere() {
            String missing = folder.resolve("missing").toString();

            assertStops(() -> settings(Map.of("PARLEY_CONFIG", missing)), "PARLEY_CONFIG", missing);
            assertStops(() -> settings(Map.of(PASSWORD + "_FILE", missing)), PASSWORD + "_FILE", missing);
        }

        @Test
        void aRequiredKeyThatNobodySets() {
            assertStops(() -> settings(Map.of()).required("PARLEY_CLUSTER_HOST"), "PARLEY_CLUSTER_HOST", "null");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "101", "many", "", "1.5", "99999999999"})
        void aNumberOutOfItsBounds(String value) {
            Settings settings = settings(Map.of("PARLEY_DATABASE_POOL_SIZE", value));

            assertThatThrownBy(() -> settings.number("PARLEY_DATABASE_POOL_SIZE", 8, 1, 100))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("PARLEY_DATABASE_POOL_SIZE must be a whole number from 1 to 100");
        }

        @Test
        void aFlagThatIsNeitherTrueNorFalse() {
            Settings settings = settings(Map.of("PARLEY_AUTH_GUESTS", "yes"));

            assertStops(() -> settings.flag("PARLEY_AUTH_GUESTS", false), "PARLEY_AUTH_GUESTS", "yes");
        }

        @Test
        void askingForAKeyThatIsNotListedIsABug() {
            assertThatThrownBy(() -> settings(Map.of()).text("PARLEY_NEW", ""))
                    .isInstanceOf(IllegalStateException.class);
        }

        private static void assertStops(ThrowingCallable start, String key, String value) {
            assertThatThrownBy(start)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(key + " ")
                    .hasMessageNotContaining(value);
        }
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        Settings settings = settings(Map.of("PARLEY_DATABASE_POOL_SIZE", "100", "PARLEY_DATABASE_WAITING", " 1 "));

        assertThat(settings.number("PARLEY_DATABASE_POOL_SIZE", 8, 1, 100)).isEqualTo(100);
        assertThat(settings.number("PARLEY_DATABASE_WAITING", 8, 1, 100)).isEqualTo(1);
    }

    @Test
    void aListHasNoEmptyParts() {
        Settings settings = settings(Map.of("PARLEY_WS_PATHS", "/ws, /stomp,,"));

        assertThat(settings.list("PARLEY_WS_PATHS", "/ws")).containsExactly("/ws", "/stomp");
    }

    @Test
    void whatIsInForceIsToldWithoutSecrets() {
        Settings settings = settings(Map.of(PASSWORD, "s3cret", PORT, "8083"));
        settings.secret(PASSWORD);
        settings.text(PORT, "8080");
        settings.text("PARLEY_LOCALE", "en");

        assertThat(settings.effective())
                .containsEntry(PASSWORD, "[redacted]")
                .containsEntry(PORT, "8083")
                .containsEntry("PARLEY_LOCALE", "en")
                .hasSize(3);
    }

    private static Settings settings(Map<String, String> environment) {
        return Settings.load(environment);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
