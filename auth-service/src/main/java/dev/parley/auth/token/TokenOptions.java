package dev.parley.auth.token;

import java.time.Duration;

/**
 * What access tokens say.
 *
 * @param issuer their {@code iss}
 * @param audience their {@code aud}
 * @param accessLife from {@code iat} to {@code exp}
 */
public record TokenOptions(String issuer, String audience, Duration accessLife) {
    public static final TokenOptions DEFAULTS = new TokenOptions("parley", "parley", Duration.ofMinutes(10));
}
