package dev.parley.presence.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.presence.LeaseRenewed;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.SessionChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one shard, one for each node name. What the rooms hold is at any time the union of what was said under
 * the leases that are here.
 */
public final class LeaseTable {
    /** Gateways of one cluster; far more than Hazelcast carries well. */
    static final int MAX_LEASES = 256;

    private final PresenceRules rules;
    private final Rooms rooms;
    private final Map<String, Lease> leases = new HashMap<>();

    public LeaseTable(PresenceRules rules, Rooms rooms) {
        this.rules = rules;
        this.rooms = rooms;
    }

    /**
     * Renews a lease and applies the report where it fits: its base is the held version, or 0, which replaces
     * everything. All of a report is applied or nothing. A report that comes twice changes nothing the second time.
     *
     * @return the version that is held afterwards
     * @throws Refusal {@code bad-request} for a change that lacks its session or person, {@code conflict} where a newer
     *     incarnation of the node has come, {@code unavailable} above {@link #MAX_LEASES}
     */
    public LeaseRenewed renew(RenewLease report, Now now) {
        report.changes().forEach(LeaseTable::check);
        NodeId node = report.node();
        Lease held = leases.get(node.name());
        refuseIfReplaced(node, held);
        Lease lease;
        if (held == null || !held.node().equals(node)) {
            lease = begin(
                    node,
                    held,
                    Optional.ofNullable(held).map(before -> before.node().incarnation()),
                    report,
                    now);
        } else if (report.base() == 0) {
            lease = begin(node, held, held.replaced(), report, now);
        } else {
            lease = held;
            if (report.base() == held.version()) {
                held.apply(report.changes(), report.version(), rooms, now);
            }
        }
        lease.renewUntil(now.steadyMillis() + rules.lease().toMillis());
        return new LeaseRenewed(lease.version());
    }

    /** The new lease's people arrive before the old one's leave: who is in both was never away. */
    private Lease begin(NodeId node, @Nullable Lease held, Optional<String> replaced, RenewLease report, Now now) {
        if (held == null && leases.size() >= MAX_LEASES) {
            throw Refusal.unavailable("too many gateways");
        }
        Lease lease = new Lease(node, replaced);
        if (report.base() == 0) {
            lease.apply(report.changes(), report.version(), rooms, now);
        }
        leases.put(node.name(), lease);
        if (held != null) {
            held.voidIn(rooms, now);
        }
        return lease;
    }

    /** Voids the leases that were not renewed in time. */
    public void expire(Now now) {
        List<Lease> over =
                leases.values().stream().filter(lease -> lease.isOver(now)).toList();
        over.forEach(lease -> {
            leases.remove(lease.node().name());
            lease.voidIn(rooms, now);
        });
    }

    public int size() {
        return leases.size();
    }

    /** Sessions under all leases; one that is in two rooms counts twice. */
    public int sessions() {
        return leases.values().stream().mapToInt(Lease::sessions).sum();
    }

    /** Sessions and watches that found no place under their lease. */
    public long ignored() {
        return leases.values().stream().mapToLong(Lease::ignored).sum();
    }

    /** A word of the incarnation that was replaced may still be on its way; it must not void its successor. */
    private static void refuseIfReplaced(NodeId node, @Nullable Lease held) {
        if (held != null && held.replaced().filter(node.incarnation()::equals).isPresent()) {
            throw new Refusal(ErrorCode.CONFLICT, "another process has taken this node's name");
        }
    }

    static void check(SessionChange change) {
        boolean whole = switch (change.kind()) {
            case HERE -> change.session() != null && change.who() != null;
            case GONE -> change.session() != null;
            case WATCH, UNWATCH -> true;
        };
        if (!whole) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a change without its session or person");
        }
    }
}
