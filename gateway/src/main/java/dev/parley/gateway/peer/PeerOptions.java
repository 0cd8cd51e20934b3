package dev.parley.gateway.peer;

import dev.parley.platform.config.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * How a gateway works with the others.
 *
 * @param forwards requests that are at another gateway at once, for each event loop and gateway
 * @param answerWithin how long a connection to another gateway, or its answer to a question, is waited for
 */
public record PeerOptions(int forwards, Duration answerWithin) {
    private static final int SECRET_BYTES = 32;

    /** Reads {@code PARLEY_PEER_*}. */
    public static PeerOptions of(Settings settings) {
        return new PeerOptions(
                settings.number("PARLEY_PEER_REQUESTS", 10_000, 1, 60_000),
                Duration.ofMillis(settings.number("PARLEY_PEER_MILLIS", 500, 10, 60_000)));
    }

    /**
     * What a gateway says of itself in the membership: its HTTP door, with a secret that is new at each start. Nothing
     * where the port is not known before it is open.
     */
    public static Map<String, String> attributes(Settings settings) {
        int port = settings.number("PARLEY_HTTP_PORT", 8080, 0, 65535);
        String bound = settings.text("PARLEY_HTTP_HOST", "0.0.0.0");
        boolean everywhere = bound.equals("0.0.0.0") || bound.equals("::");
        String host = everywhere ? settings.text("PARLEY_CLUSTER_HOST", "127.0.0.1") : bound;
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return port == 0
                ? Map.of()
                : Map.of(Peer.ATTRIBUTE, new Peer(host, port, HexFormat.of().formatHex(secret)).text());
    }
}
