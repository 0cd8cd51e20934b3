package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;

/** Removes an account for good, with its login sessions; nobody gets its name again. Refused {@code conflict} for the
 * asker itself. */
public record EraseUser(UserId by, String user) implements AdminCommand<UserErased> {}
