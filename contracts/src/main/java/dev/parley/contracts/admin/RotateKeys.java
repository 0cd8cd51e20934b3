package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next signing key now. Refused {@code conflict} while the newest does not sign yet.
 *
 * @param address where the admin is, as far as limits go, or null
 */
public record RotateKeys(UserId by, @Nullable String address) implements AdminCommand<KeysRotated> {}
