package dev.parley.auth.store;

import dev.parley.auth.domain.AuditEvent;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the audit log. Each method is atomic; every failure is {@code unavailable}. */
public interface AuditStore {
    Future<Void> append(AuditEvent event);

    /**
     * Events, newest first.
     *
     * @param user only those that this user did, or that concern it; empty for all
     * @param behind only those behind this place; empty for all
     */
    Future<List<AuditEvent>> page(Optional<UserId> user, Optional<AuditEvent.Place> behind, int limit);

    /**
     * Removes the oldest: those before a moment, and what is more than so many; for the number, none that only admins can
     * make happen, and {@link AuditEvent.Kind#isLasting lasting} ones after all others.
     *
     * @param limit removes at most so many
     * @return how many were removed
     */
    Future<Integer> trim(Instant before, long keep, int limit);
}
