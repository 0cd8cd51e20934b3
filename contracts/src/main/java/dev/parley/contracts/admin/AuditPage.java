package dev.parley.contracts.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log.
 *
 * @param cursor for the next page, or null: this is the last
 */
public record AuditPage(List<AuditEntry> items, @Nullable String cursor) implements AdminReply {
    public AuditPage {
        items = List.copyOf(items);
    }
}
