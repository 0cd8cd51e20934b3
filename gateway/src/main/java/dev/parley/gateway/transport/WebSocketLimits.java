package dev.parley.gateway.transport;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * What one WebSocket may cost, at every door that has them.
 *
 * @param maxMessageBytes the longest frame, and the longest message over all its frames
 * @param pingAfter how long nothing may be read before the peer is pinged; after twice that it is cut off
 * @param pingsPerSecond pings that the peer may send; three seconds' worth at once
 */
public record WebSocketLimits(int maxMessageBytes, Duration pingAfter, int pingsPerSecond) {
    /** What a frame of STOMP may have beside its body: headers, and what SockJS wraps around it. */
    private static final int ENVELOPE_BYTES = 65_536;

    /** Reads {@code PARLEY_WS_PING_*} and {@code PARLEY_MAX_BODY_BYTES}: a body may take twice its bytes in JSON. */
    public static WebSocketLimits of(Settings settings) {
        return new WebSocketLimits(
                2 * settings.number("PARLEY_MAX_BODY_BYTES", 65_536, 16, 1 << 26) + ENVELOPE_BYTES,
                Duration.ofSeconds(settings.number("PARLEY_WS_PING_SECONDS", 30, 1, 3600)),
                settings.number("PARLEY_WS_PING_RATE", 20, 1, 1_000_000));
    }
}
