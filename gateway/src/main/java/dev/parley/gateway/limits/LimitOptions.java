package dev.parley.gateway.limits;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * How much clients may send, and how many there may be (docs/configuration.md).
 *
 * @param frames every frame but SEND, of one connection
 * @param calls of REST
 * @param keys users, and addresses, whose rates are remembered
 * @param handshakes connections that are nothing yet
 * @param connects new connections of all clients together
 * @param connectsSpread over how long those who are one too many are told to come again
 */
public record LimitOptions(
        Rate sends,
        Rate userSends,
        Rate addressSends,
        Rate frames,
        CallRates calls,
        int keys,
        int connections,
        int connectionsPerAddress,
        int handshakes,
        Rate connects,
        Duration connectsSpread) {
    private static final int MOST = 10_000_000;

    /** Reads the gateway's rates and caps. */
    public static LimitOptions of(Settings settings) {
        return new LimitOptions(
                Rate.of(settings, "PARLEY_SENDS_PER_SECOND", "PARLEY_SENDS_BURST", new Rate(20, 60)),
                Rate.of(settings, "PARLEY_USER_SENDS_PER_SECOND", "PARLEY_USER_SENDS_BURST", new Rate(100, 300)),
                Rate.of(
                        settings,
                        "PARLEY_ADDRESS_SENDS_PER_SECOND",
                        "PARLEY_ADDRESS_SENDS_BURST",
                        new Rate(2000, 6000)),
                Rate.of(settings, "PARLEY_FRAMES_PER_SECOND", "PARLEY_FRAMES_BURST", new Rate(1000, 2000)),
                CallRates.of(settings),
                settings.number("PARLEY_LIMIT_KEYS", 100_000, 1, MOST),
                settings.number("PARLEY_MAX_CONNECTIONS", 20_000, 1, MOST),
                settings.number("PARLEY_MAX_CONNECTIONS_PER_ADDRESS", 10_000, 1, MOST),
                settings.number("PARLEY_MAX_HANDSHAKES", 5000, 1, MOST),
                Rate.of(settings, "PARLEY_CONNECTS_PER_SECOND", "PARLEY_CONNECTS_BURST", new Rate(1000, 2000)),
                Duration.ofSeconds(settings.number("PARLEY_CONNECTS_RETRY_SECONDS", 10, 1, 3600)));
    }

    /** No rate at all, and room for everybody. */
    public static LimitOptions unlimited() {
        Rate off = new Rate(0, 1);
        return new LimitOptions(
                off, off, off, off, CallRates.unlimited(), 1, MOST, MOST, MOST, off, Duration.ofSeconds(1));
    }
}
