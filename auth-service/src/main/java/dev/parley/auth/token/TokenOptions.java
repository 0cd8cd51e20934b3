package dev.parley.auth.token;

import dev.parley.auth.domain.KeyTimes;
import java.time.Duration;

/**
 * What access tokens say.
 *
 * @param issuer their {@code iss}
 * @param audience their {@code aud}
 * @param accessLife from {@code iat} to {@code exp}
 * @param keys how the keys that sign them follow each other
 */
public record TokenOptions(String issuer, String audience, Duration accessLife, KeyTimes keys) {
    public static final TokenOptions DEFAULTS = new TokenOptions("parley", "parley", Duration.ofMinutes(10));

    /** With keys that change as usual. */
    public TokenOptions(String issuer, String audience, Duration accessLife) {
        this(issuer, audience, accessLife, KeyTimes.DEFAULTS);
    }
}
