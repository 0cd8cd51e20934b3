package dev.parley.gateway.peer;

import java.util.Optional;

/**
 * How a gateway is reached by the others.
 *
 * @param secret what a request must show to be taken for one that another gateway sends on
 */
public record Peer(String host, int port, String secret) {
    /** The attribute of the membership that it is kept in. */
    public static final String ATTRIBUTE = "parley.http";

    /** The form of the attribute. */
    String text() {
        return port + " " + secret + " " + host;
    }

    static Optional<Peer> parse(String text) {
        String[] parts = text.split(" ", 3);
        return parts.length == 3 && parts[0].matches("[1-9][0-9]{0,4}")
                ? Optional.of(new Peer(parts[2], Integer.parseInt(parts[0]), parts[1]))
                : Optional.empty();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
