package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.app.Markers;
import dev.parley.chat.domain.Phrases;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.shard.Shard;
import dev.parley.platform.cluster.ShardHost;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.platform.sql.DatabaseOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatConfigTest {
    @Test
    void whereOnlyTheFolderIsSetEverythingElseIsTheDefault() {
        assertThat(ChatConfig.of(Settings.load(Map.of("PARLEY_DATA_DIR", "data"))))
                .isEqualTo(new ChatConfig(
                        ChatConfig.DEFAULT_RULES,
                        ChatConfig.DEFAULT_SHARD,
                        ShardHost.Options.DEFAULTS,
                        ChatConfig.DEFAULT_MARKERS,
                        500,
                        new DatabaseOptions("sqlite:data/chat.db", "parley", "", 8, 1000)));
    }

    @Test
    void withoutADatabaseItDoesNotStart() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ChatConfig.of(Settings.load(Map.of())))
                .withMessageContaining("PARLEY_DATABASE_URL");
    }

    @Test
    void theDefaultsAreThoseOfTheConfigurationPage() {
        assertThat(ChatConfig.DEFAULT_RULES).isEqualTo(new PostingRules.Options(false, 8000, Phrases.EN));
        assertThat(ChatConfig.DEFAULT_SHARD)
                .isEqualTo(new Shard.Options(
                        new Sequencer.Options(256, 4096, Duration.ofSeconds(4), Duration.ofMillis(2), 32), 10_000));
        assertThat(ChatConfig.DEFAULT_MARKERS).isEqualTo(new Markers.Options(100_000, 20, Duration.ofDays(30)));
    }

    @Test
    void everyKeyReachesItsField() {
        Settings settings = Settings.load(Map.ofEntries(
                Map.entry("PARLEY_ROOMS_OPEN", "true"),
                Map.entry("PARLEY_MAX_MESSAGE_LENGTH", "1"),
                Map.entry("PARLEY_LOCALE", "ko"),
                Map.entry("PARLEY_CHAT_BATCH", "2"),
                Map.entry("PARLEY_CHAT_QUEUE", "3"),
                Map.entry("PARLEY_CHAT_ROOMS", "4"),
                Map.entry("PARLEY_CHAT_WAIT_MILLIS", "700"),
                Map.entry("PARLEY_CHAT_GATHER_MILLIS", "9"),
                Map.entry("PARLEY_CHAT_GATHER", "8"),
                Map.entry("PARLEY_SHARD_HANDOVER_MILLIS", "11"),
                Map.entry("PARLEY_SHARD_TAIL_MILLIS", "12"),
                Map.entry("PARLEY_SHARD_RETRY_MILLIS", "13"),
                Map.entry("PARLEY_MARKERS_WAITING", "8000"),
                Map.entry("PARLEY_DURABLE_NAMES", "9"),
                Map.entry("PARLEY_MARKER_DAYS", "10"),
                Map.entry("PARLEY_ERASE_EVENTS", "14"),
                Map.entry("PARLEY_DATABASE_URL", "postgresql://db:1/parley"),
                Map.entry("PARLEY_DATABASE_USER", "chat"),
                Map.entry("PARLEY_DATABASE_PASSWORD", "secret"),
                Map.entry("PARLEY_DATABASE_POOL_SIZE", "5"),
                Map.entry("PARLEY_DATABASE_WAITING", "6")));

        assertThat(ChatConfig.of(settings))
                .isEqualTo(new ChatConfig(
                        new PostingRules.Options(true, 1, Phrases.KO),
                        new Shard.Options(
                                new Sequencer.Options(2, 3, Duration.ofMillis(700), Duration.ofMillis(9), 8), 4),
                        new ShardHost.Options(Duration.ofMillis(11), Duration.ofMillis(12), Duration.ofMillis(13)),
                        new Markers.Options(8000, 9, Duration.ofDays(10)),
                        14,
                        new DatabaseOptions("postgresql://db:1/parley", "chat", "secret", 5, 6)));
    }

    @Test
    void anUnknownLanguageStopsTheStartWithItsKey() {
        Settings settings = Settings.load(Map.of("PARLEY_LOCALE", "fr"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ChatConfig.of(settings))
                .withMessageContaining("PARLEY_LOCALE");
    }
}
