package dev.parley.contracts.chat;

import dev.parley.contracts.model.UserId;

/** Somebody who belongs to a room. */
public record Member(UserId user, Role role) {}
