package dev.parley.auth.app;

import java.time.Duration;

/**
 * How much of the audit log is kept.
 *
 * @param keep how long an event is kept
 * @param rows the most events; the oldest go first
 */
public record AuditOptions(Duration keep, long rows) {
    public static final AuditOptions DEFAULTS = new AuditOptions(Duration.ofDays(90), 1_000_000);
}
