package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;

/** Makes the next signing key now. Refused {@code conflict} while the newest does not sign yet. */
public record RotateKeys(UserId by) implements AdminCommand<KeysRotated> {}
