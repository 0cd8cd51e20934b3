package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Removes an account for good, with its login sessions; nobody gets its name again. Refused {@code conflict} for the asker
 * itself.
 *
 * @param address where the admin is, as far as limits go, or null
 */
public record EraseUser(UserId by, String user, @Nullable String address) implements AdminCommand<UserErased> {}
