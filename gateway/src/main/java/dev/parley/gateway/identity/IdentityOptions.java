package dev.parley.gateway.identity;

import dev.parley.platform.config.Settings;
import java.util.List;

/**
 * What the gateway believes: guests, and the tokens of issuers, each for an audience.
 *
 * @param issuer this installation's own
 * @param audience what is in the {@code aud} of its own tokens
 * @param others further identity providers
 */
public record IdentityOptions(
        boolean guestsAllowed, String issuer, String audience, List<TrustedIssuer> others, KeyOptions keys) {
    public IdentityOptions {
        others = List.copyOf(others);
    }

    /** Without further issuers. */
    public IdentityOptions(boolean guestsAllowed, String issuer, String audience) {
        this(guestsAllowed, issuer, audience, List.of(), KeyOptions.DEFAULTS);
    }

    /** Reads {@code PARLEY_AUTH_*}. */
    public static IdentityOptions of(Settings settings) {
        String issuer = settings.text("PARLEY_AUTH_ISSUER", "parley");
        return new IdentityOptions(
                settings.flag("PARLEY_AUTH_GUESTS", false),
                issuer,
                settings.text("PARLEY_AUTH_AUDIENCE", "parley"),
                IssuerSettings.of(settings, issuer),
                KeyOptions.of(settings));
    }

    /** How long a token of a further issuer may be; 0 where there is none. */
    public static int longestOfOthers(Settings settings) {
        return IssuerSettings.areAbsent(settings) ? 0 : SignedToken.MAX_LENGTH;
    }
}
