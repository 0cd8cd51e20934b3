package dev.parley.gateway.bridge;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * The bounds of one socket of the bridge.
 *
 * @param outboxBytes on their way before its registrations wait
 * @param maxBodyBytes of one message
 * @param maxPending messages that wait their turn before the socket is read no more
 * @param maxPendingBytes of those messages
 * @param slowConsumer how long its outbox may stay full before it is closed
 * @param maxRegistrations addresses that one socket may be registered at
 */
public record BridgeOptions(
        String path,
        long maxBodyBytes,
        long outboxBytes,
        int maxPending,
        long maxPendingBytes,
        int maxRegistrations,
        Duration slowConsumer) {
    /** Reads the gateway's limits. */
    public static BridgeOptions of(Settings settings) {
        return new BridgeOptions(
                settings.text("PARLEY_EVENTBUS_PATH", "/eventbus"),
                settings.number("PARLEY_MAX_BODY_BYTES", 65_536, 16, 1 << 26),
                settings.number("PARLEY_OUTBOX_BYTES", 262_144, 1024, 1 << 30),
                settings.number("PARLEY_MAX_PENDING_FRAMES", 256, 1, 100_000),
                settings.number("PARLEY_MAX_PENDING_BYTES", 262_144, 1024, 1 << 30),
                settings.number("PARLEY_MAX_SUBSCRIPTIONS", 200, 1, 100_000),
                Duration.ofSeconds(settings.number("PARLEY_SLOW_CONSUMER_SECONDS", 60, 1, 86_400)));
    }
}
