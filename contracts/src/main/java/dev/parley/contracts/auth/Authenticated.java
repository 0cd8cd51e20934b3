package dev.parley.contracts.auth;

import dev.parley.contracts.model.Actor;

/**
 * The password is right, and this is who it is.
 *
 * @param era of the account, when it was looked at: see {@link LoginRevoked}
 */
public record Authenticated(Actor actor, long era) implements AuthReply {}
