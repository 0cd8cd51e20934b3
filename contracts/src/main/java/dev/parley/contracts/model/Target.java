package dev.parley.contracts.model;

/**
 * Whom somebody else's act is about.
 *
 * @param name what people are shown; empty where nobody knows, as of a guest who never had an account
 */
public record Target(UserId id, String name) {
    public Target {
        WellFormed.text("target", name);
    }
}
