package dev.parley.contracts.auth;

import dev.parley.contracts.model.Actor;

/** The password is right, and this is who it is. */
public record Authenticated(Actor actor) implements AuthReply {}
