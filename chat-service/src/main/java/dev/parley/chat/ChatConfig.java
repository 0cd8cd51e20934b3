package dev.parley.chat;

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

/**
 * The settings of the chat service (docs/configuration.md). There is no default for where the data is.
 *
 * @param erasePage the most events that are read together, where somebody is erased
 */
public record ChatConfig(
        PostingRules.Options rules,
        Shard.Options shard,
        ShardHost.Options moves,
        Markers.Options markers,
        int erasePage,
        DatabaseOptions database) {
    private static final String DATABASE = "chat";

    /** What is used where nothing is set. */
    static final PostingRules.Options DEFAULT_RULES = new PostingRules.Options(false, 8000, Phrases.EN);

    /** What is used where nothing is set. */
    static final Shard.Options DEFAULT_SHARD = new Shard.Options(
            new Sequencer.Options(256, 4096, Duration.ofSeconds(4), Duration.ofMillis(2), 32), 10_000);

    /** What is used where nothing is set. */
    static final Markers.Options DEFAULT_MARKERS = new Markers.Options(100_000, 20, Duration.ofDays(30));

    /** What is used where nothing is set. */
    static final int DEFAULT_ERASE_PAGE = 500;

    /** @throws ConfigException naming the key that is wrong */
    public static ChatConfig of(Settings settings) {
        PostingRules.Options rules = DEFAULT_RULES;
        Shard.Options shard = DEFAULT_SHARD;
        Markers.Options markers = DEFAULT_MARKERS;
        return new ChatConfig(
                new PostingRules.Options(
                        settings.flag("PARLEY_ROOMS_OPEN", rules.open()),
                        settings.number("PARLEY_MAX_MESSAGE_LENGTH", rules.maxMessageLength(), 1, 1_000_000),
                        phrases(settings.text("PARLEY_LOCALE", "en"))),
                new Shard.Options(
                        new Sequencer.Options(
                                settings.number(
                                        "PARLEY_CHAT_BATCH", shard.sequencer().batch(), 1, 1000),
                                settings.number(
                                        "PARLEY_CHAT_QUEUE", shard.sequencer().queue(), 1, 1_000_000),
                                Duration.ofMillis(settings.number(
                                        "PARLEY_CHAT_WAIT_MILLIS",
                                        (int) shard.sequencer().patience().toMillis(),
                                        100,
                                        600_000)),
                                Duration.ofMillis(settings.number(
                                        "PARLEY_CHAT_GATHER_MILLIS",
                                        (int) shard.sequencer().gather().toMillis(),
                                        0,
                                        1000)),
                                settings.number(
                                        "PARLEY_CHAT_GATHER", shard.sequencer().enough(), 1, 1000)),
                        settings.number("PARLEY_CHAT_ROOMS", shard.rooms(), 1, 1_000_000)),
                ShardHost.Options.of(settings),
                new Markers.Options(
                        settings.number("PARLEY_MARKERS_WAITING", markers.waiting(), 1000, 10_000_000),
                        settings.number("PARLEY_DURABLE_NAMES", markers.names(), 1, 10_000),
                        Duration.ofDays(settings.number(
                                "PARLEY_MARKER_DAYS", (int) markers.unused().toDays(), 1, 36_500))),
                settings.number("PARLEY_ERASE_EVENTS", DEFAULT_ERASE_PAGE, 1, 10_000),
                DatabaseOptions.of(settings, DATABASE));
    }

    private static Phrases phrases(String locale) {
        return switch (locale) {
            case "en" -> Phrases.EN;
            case "ko" -> Phrases.KO;
            default -> throw new ConfigException("PARLEY_LOCALE", "must be en or ko");
        };
    }
}
