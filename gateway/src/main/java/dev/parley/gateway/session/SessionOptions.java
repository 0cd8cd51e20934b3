package dev.parley.gateway.session;

import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.platform.config.Settings;
import java.time.Duration;

/** The bounds of one connection (docs/configuration.md). */
public record SessionOptions(
        DecoderLimits limits,
        int maxSubscriptions,
        int maxUnacknowledged,
        TransactionLimits transactions,
        int maxPendingFrames,
        long maxPendingBytes,
        Duration connectWithin,
        HeartBeat heartBeat,
        long outboxBytes,
        Duration slowConsumer) {
    /** Reads {@code PARLEY_MAX_HEADER_BYTES}; unless it says otherwise, there is room for the tokens of further issuers. */
    public static int maxHeaderLineBytes(Settings settings) {
        int enough = DecoderLimits.DEFAULTS.maxHeaderLineBytes() + IdentityOptions.longestOfOthers(settings);
        return settings.number("PARLEY_MAX_HEADER_BYTES", enough, 64, 1 << 20);
    }

    /** Reads the gateway's limits. */
    public static SessionOptions of(Settings settings) {
        int beat = settings.number("PARLEY_HEARTBEAT_MILLIS", 10_000, 0, 3_600_000);
        return new SessionOptions(
                new DecoderLimits(
                        settings.number("PARLEY_MAX_HEADERS", 64, 4, 10_000),
                        maxHeaderLineBytes(settings),
                        settings.number("PARLEY_MAX_BODY_BYTES", 65_536, 16, 1 << 26)),
                settings.number("PARLEY_MAX_SUBSCRIPTIONS", 200, 1, 100_000),
                settings.number("PARLEY_MAX_UNACKNOWLEDGED", 1000, 1, 100_000),
                new TransactionLimits(
                        settings.number("PARLEY_MAX_TRANSACTIONS", 16, 1, 1000),
                        settings.number("PARLEY_MAX_TRANSACTION_FRAMES", 100, 1, 1000),
                        settings.number("PARLEY_MAX_TRANSACTION_BYTES", 1 << 20, 1024, 1 << 26)),
                settings.number("PARLEY_MAX_PENDING_FRAMES", 256, 1, 100_000),
                settings.number("PARLEY_MAX_PENDING_BYTES", 262_144, 1024, 1 << 30),
                Duration.ofSeconds(settings.number("PARLEY_CONNECT_SECONDS", 10, 1, 3600)),
                new HeartBeat(beat, beat),
                settings.number("PARLEY_OUTBOX_BYTES", 262_144, 1024, 1 << 30),
                Duration.ofSeconds(settings.number("PARLEY_SLOW_CONSUMER_SECONDS", 60, 1, 86_400)));
    }
}
