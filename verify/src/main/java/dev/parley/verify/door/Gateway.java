package dev.parley.verify.door;

import java.net.URI;
import java.util.Optional;

/**
 * Where a gateway is.
 *
 * @param http {@code http://host:port} or {@code https://host:port}
 * @param tcp {@code stomp-tcp://host:port} or {@code stomp-tls://host:port}; empty where it has no such door
 */
public record Gateway(URI http, Optional<URI> tcp) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** @throws IllegalArgumentException with a sentence for who typed it */
    public static Gateway parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > 2 || !parts[0].matches("https?://[^/]+/?")) {
            throw new IllegalArgumentException("no gateway, as http://host:8080,stomp-tcp://host:61613: " + text);
        }
        Optional<URI> tcp = Optional.empty();
        if (parts.length == 2) {
            if (!parts[1].matches("stomp-(tcp|tls)://[^/]+:\\d{1,5}")) {
                throw new IllegalArgumentException("no door for STOMP, as stomp-tcp://host:61613: " + parts[1]);
            }
            tcp = Optional.of(URI.create(parts[1]));
        }
        return new Gateway(URI.create(parts[0].replaceAll("/$", "")), tcp);
    }

    /** Whether that door is there. */
    public boolean has(Door door) {
        return door != Door.TCP || tcp.isPresent();
    }

    boolean isSecure() {
        return "https".equals(http.getScheme());
    }

    String host() {
        return http.getHost();
    }

    int port() {
        if (http.getPort() > 0) {
            return http.getPort();
        }
        return isSecure() ? HTTPS_PORT : HTTP_PORT;
    }

    /** {@code host:port}, for people. */
    @Override
    public String toString() {
        return host() + ":" + port();
    }
}
