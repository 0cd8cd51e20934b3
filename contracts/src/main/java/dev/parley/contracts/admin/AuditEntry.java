package dev.parley.contracts.admin;

import org.jspecify.annotations.Nullable;

/**
 * One event of the audit log.
 *
 * @param event what happened: {@code sign-in}, {@code roles-set}, …
 * @param by who did it, a user id; null where nobody is known
 * @param user whom it concerns, a user id, or null
 * @param address where the client was, as far as its limits go, or null
 * @param detail more of it, such as the new roles; never a secret; empty for none
 */
public record AuditEntry(
        String id,
        long atMillis,
        String event,
        @Nullable String by,
        @Nullable String user,
        @Nullable String address,
        String detail) {}
