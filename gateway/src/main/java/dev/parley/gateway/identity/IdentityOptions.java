package dev.parley.gateway.identity;

import dev.parley.platform.config.Settings;

/** What the gateway believes: guests, and the tokens of this issuer for this audience. */
public record IdentityOptions(boolean guestsAllowed, String issuer, String audience) {
    /** Reads {@code PARLEY_AUTH_*}. */
    public static IdentityOptions of(Settings settings) {
        return new IdentityOptions(
                settings.flag("PARLEY_AUTH_GUESTS", false),
                settings.text("PARLEY_AUTH_ISSUER", "parley"),
                settings.text("PARLEY_AUTH_AUDIENCE", "parley"));
    }
}
