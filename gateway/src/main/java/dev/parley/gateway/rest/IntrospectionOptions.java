package dev.parley.gateway.rest;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which services may ask about tokens (RFC 7662); nobody unless they are named.
 *
 * @param clients the SHA-256 of each service's secret, by its name
 * @param perSecond how often each may ask, a second, at each event loop
 */
public record IntrospectionOptions(Map<String, String> clients, int perSecond) {
    /** Nobody may ask. */
    public static final IntrospectionOptions OFF = new IntrospectionOptions(Map.of(), 100);

    private static final String CLIENTS = "PARLEY_AUTH_INTROSPECTION_CLIENTS";
    private static final Pattern CLIENT = Pattern.compile("([A-Za-z0-9._-]{1,64}):([0-9a-f]{64})");

    public IntrospectionOptions {
        clients = Map.copyOf(clients);
    }

    static IntrospectionOptions of(Settings settings) {
        Map<String, String> clients = new HashMap<>();
        settings.secret(CLIENTS).stream()
                .flatMap(text -> Pattern.compile(",").splitAsStream(text))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(CLIENT::matcher)
                .forEach(client -> {
                    if (!client.matches() || clients.put(client.group(1), client.group(2)) != null) {
                        throw new ConfigException(
                                CLIENTS, "must be name:SHA-256 of its secret in hexadecimal, or several with commas");
                    }
                });
        return new IntrospectionOptions(
                clients, settings.number("PARLEY_AUTH_INTROSPECTIONS_PER_SECOND", 100, 1, 1_000_000));
    }

    boolean isOff() {
        return clients.isEmpty();
    }

    /** The digest that a service's secret has to have. */
    byte[] digestOf(String client) {
        return HexFormat.of().parseHex(clients.getOrDefault(client, ""));
    }

    @Override
    public String toString() {
        return "IntrospectionOptions[" + clients.keySet() + ", " + perSecond + "]";
    }
}
