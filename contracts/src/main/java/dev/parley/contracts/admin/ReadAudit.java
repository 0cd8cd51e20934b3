package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Pages through the audit log, newest first.
 *
 * @param user whom it is about, an id or {@code @username}; null for everybody
 * @param cursor of the page before, or null for the first
 * @param limit the most items
 */
public record ReadAudit(
        UserId by, @Nullable String user, @Nullable String cursor, int limit) implements AdminCommand<AuditPage> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
