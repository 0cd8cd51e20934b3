package dev.parley.contracts.presence;

import dev.parley.contracts.model.UserId;

/** A person, as others see one. */
public record Person(UserId id, String username, String displayName) {}
