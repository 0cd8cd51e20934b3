package dev.parley.gateway.relay;

import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the external broker is, and how to speak with it.
 *
 * @param tls whether to speak TLS, believing what the JVM believes
 * @param virtualHost what CONNECT says as {@code host}
 * @param limits of what the broker sends
 * @param timeout for its answers
 * @param longestRetry between two attempts to reach it
 */
public record RelayOptions(
        String host,
        int port,
        boolean tls,
        String virtualHost,
        Optional<String> login,
        Optional<String> passcode,
        HeartBeat heartBeat,
        DecoderLimits limits,
        Duration timeout,
        Duration longestRetry) {
    private static final String URL = "PARLEY_RELAY_URL";
    private static final int DEFAULT_PORT = 61613;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_BYTES = 65_536;

    /** Reads {@code PARLEY_RELAY_*}; empty where no broker is named. */
    public static Optional<RelayOptions> of(Settings settings) {
        return settings.optional(URL).filter(url -> !url.isBlank()).map(url -> of(uri(url), settings));
    }

    private static RelayOptions of(URI url, Settings settings) {
        int beat = settings.number("PARLEY_RELAY_HEARTBEAT_MILLIS", 10_000, 0, 3_600_000);
        return new RelayOptions(
                url.getHost(),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                url.getScheme().equals("stomps"),
                settings.text("PARLEY_RELAY_VIRTUAL_HOST", url.getHost()),
                settings.optional("PARLEY_RELAY_LOGIN"),
                settings.secret("PARLEY_RELAY_PASSCODE"),
                new HeartBeat(beat, beat),
                new DecoderLimits(
                        MAX_HEADERS,
                        MAX_HEADER_BYTES,
                        settings.number("PARLEY_RELAY_MAX_BODY_BYTES", 1 << 24, 1024, 1 << 28)),
                Duration.ofMillis(settings.number("PARLEY_RELAY_TIMEOUT_MILLIS", 5000, 10, 600_000)),
                Duration.ofMillis(settings.number("PARLEY_RELAY_RETRY_MILLIS", 10_000, 100, 600_000)));
    }

    private static URI uri(String text) {
        try {
            URI url = URI.create(text);
            if (url.getRawUserInfo() != null) {
                throw new ConfigException(URL, "has no login in it: there are settings for that");
            }
            if (url.getHost() != null && (text.startsWith("stomp://") || text.startsWith("stomps://"))) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            throw new ConfigException(URL, "is no URL");
        }
        throw new ConfigException(URL, "looks like stomp://host:61613, or stomps:// for TLS");
    }

    @Override
    public String toString() {
        return "RelayOptions[" + host + ":" + port + "]";
    }
}
