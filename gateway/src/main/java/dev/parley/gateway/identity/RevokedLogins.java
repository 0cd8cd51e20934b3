package dev.parley.gateway.identity;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.model.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was revoked while tokens may still be good: tokens, login sessions, and users up to an era. Each is forgotten when
 * nothing is left that it could take. Bounded: the oldest are forgotten first. One event loop.
 */
public final class RevokedLogins {
    /** What was only heard of is kept so long, unless the auth service says how long it matters. */
    private static final Duration HEARD = Duration.ofHours(25);

    private final int max;
    private final InstantSource clock;
    /** Those of one token or login session: they are short-lived, in the order in which they end. */
    private final Map<One, Kept> single = new LinkedHashMap<>();

    private final Map<UserId, Kept> users = new LinkedHashMap<>();

    /** Two issuers may give two people tokens of one id. */
    private record One(UserId user, String kind, String id) {}

    private record Kept(LoginRevoked what, Instant until) {}

    public RevokedLogins() {
        this(RevocationOptions.DEFAULTS, Clock.systemUTC());
    }

    public RevokedLogins(RevocationOptions options, InstantSource clock) {
        this.max = options.remembered();
        this.clock = clock;
    }

    /** Hears of one. */
    public void add(LoginRevoked revoked) {
        add(revoked, clock.instant().plus(HEARD));
    }

    /** Learns of one from the auth service's own list. */
    public void add(NumberedRevocation revocation) {
        add(revocation.what(), Instant.ofEpochMilli(revocation.untilMillis()));
    }

    /** Whether one of them takes these rights. */
    boolean take(Identity identity) {
        UserId user = identity.actor().id();
        return takes(single.get(new One(user, "token", identity.tokenId().orElse(""))), identity)
                || takes(single.get(new One(user, "login", identity.loginId().orElse(""))), identity)
                || takes(users.get(user), identity);
    }

    int size() {
        return single.size() + users.size();
    }

    private void add(LoginRevoked what, Instant until) {
        if (what.tokenId() != null) {
            keep(single, new One(what.user(), "token", what.tokenId()), new Kept(what, until));
        } else if (what.loginId() != null) {
            keep(single, new One(what.user(), "login", what.loginId()), new Kept(what, until));
        } else {
            Kept before = users.get(what.user());
            if (before == null || isLater(what, before.what())) {
                keep(users, what.user(), new Kept(what, until));
            }
        }
    }

    /** Of one user the latest is enough: what an earlier one took, it takes too. Era 0 is every one. */
    private static boolean isLater(LoginRevoked what, LoginRevoked before) {
        return before.era() != 0 && (what.era() == 0 || what.era() >= before.era());
    }

    private <K> void keep(Map<K, Kept> kept, K key, Kept entry) {
        kept.remove(key); // it goes to the end of the line
        kept.put(key, entry);
        Instant now = clock.instant();
        Iterator<Kept> oldestFirst = kept.values().iterator();
        Kept oldest = oldestFirst.next();
        while (kept.size() > max || !oldest.until().isAfter(now)) {
            oldestFirst.remove();
            if (!oldestFirst.hasNext()) {
                return;
            }
            oldest = oldestFirst.next();
        }
    }

    private boolean takes(@Nullable Kept kept, Identity identity) {
        return kept != null && kept.until().isAfter(clock.instant()) && identity.isEndedBy(kept.what());
    }
}
