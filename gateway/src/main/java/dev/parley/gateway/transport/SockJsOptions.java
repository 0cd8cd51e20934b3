package dev.parley.gateway.transport;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;

/**
 * The rules of the SockJS endpoints.
 *
 * @param boundToAddress whether a session is its opener's address's only
 * @param maxFrames messages in one {@code xhr_send}
 */
public record SockJsOptions(boolean boundToAddress, int maxFrames, long maxBodyBytes) {
    private static final String BIND = "PARLEY_SOCKJS_BIND";

    /** Reads {@code PARLEY_SOCKJS_*}. */
    public static SockJsOptions of(Settings settings) {
        String bind = settings.text(BIND, "address");
        if (!bind.equals("address") && !bind.equals("none")) {
            throw new ConfigException(BIND, "is address or none");
        }
        return new SockJsOptions(
                bind.equals("address"),
                settings.number("PARLEY_SOCKJS_FRAMES", 1000, 1, 100_000),
                settings.number("PARLEY_MAX_BODY_BYTES", 65_536, 16, 1 << 26));
    }
}
