package dev.parley.gateway.rest;

import dev.parley.platform.config.Settings;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the REST door needs of the settings.
 *
 * @param maxBodyBytes the longest body of a request, as sent
 * @param maxMessageLength the longest text of a message, in characters (Unicode code points)
 * @param allowedOrigins the origins whose pages may read answers, in lower case; {@link #ANY_ORIGIN} alone for any
 * @param introspection who may ask about tokens
 */
public record RestOptions(
        int maxBodyBytes, int maxMessageLength, Set<String> allowedOrigins, IntrospectionOptions introspection) {
    /** Stands for every origin. */
    public static final String ANY_ORIGIN = "*";

    /** How many items a page has when the client does not say. */
    static final int DEFAULT_PAGE = 50;
    /** The most items of a page; a client that asks for more gets this many. */
    static final int MAX_PAGE = 100;

    public RestOptions {
        allowedOrigins = allowedOrigins.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Where nobody may ask about tokens. */
    public RestOptions(int maxBodyBytes, int maxMessageLength, Set<String> allowedOrigins) {
        this(maxBodyBytes, maxMessageLength, allowedOrigins, IntrospectionOptions.OFF);
    }

    /** Reads {@code PARLEY_MAX_BODY_BYTES}, {@code PARLEY_MAX_MESSAGE_LENGTH}, {@code PARLEY_ALLOWED_ORIGINS} and more. */
    public static RestOptions of(Settings settings) {
        return new RestOptions(
                settings.number("PARLEY_MAX_BODY_BYTES", 65_536, 16, 1 << 26),
                settings.number("PARLEY_MAX_MESSAGE_LENGTH", 8000, 1, 1_000_000),
                Set.copyOf(settings.list("PARLEY_ALLOWED_ORIGINS", ANY_ORIGIN)),
                IntrospectionOptions.of(settings));
    }

    boolean allows(String origin) {
        return allowedOrigins.contains(ANY_ORIGIN) || allowedOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }
}
