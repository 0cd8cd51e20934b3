package dev.parley.gateway.identity;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.loop.Loops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was revoked while tokens may still be good: tokens, login sessions, and users up to an era. Each is forgotten when
 * nothing is left that it could take. Bounded: the oldest are forgotten first. One event loop.
 */
public final class RevokedLogins {
    /** What was only heard of is kept so long, unless the auth service says how long it matters. */
    private static final Duration HEARD = Duration.ofHours(25);

    /** Who comes right after the start waits so long at most. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(5);

    private final int max;
    private final InstantSource clock;
    /** Those of one token or login session: they are short-lived, in the order in which they end. */
    private final Map<One, Kept> single = new LinkedHashMap<>();

    private final Map<UserId, Kept> users = new LinkedHashMap<>();

    /** Two issuers may give two people tokens of one id. */
    private record One(UserId user, String kind, String id) {
        static One of(LoginRevoked what) {
            return what.tokenId() == null
                    ? new One(what.user(), "login", Objects.requireNonNull(what.loginId()))
                    : new One(what.user(), "token", what.tokenId());
        }
    }

    private record Kept(LoginRevoked what, Instant until) {}

    private final Promise<Void> earlier = Promise.promise();
    /** What all wait for who have come since the last time-out: however many do, one listens. */
    private @Nullable Future<Void> awaited;

    /** Where nothing was revoked before. */
    public RevokedLogins() {
        this(RevocationOptions.DEFAULTS, Clock.systemUTC());
        earlierAreKnown();
    }

    /** Where it is still to be found out what was revoked before: see {@link #earlierAreKnown}. */
    public RevokedLogins(RevocationOptions options, InstantSource clock) {
        this.max = options.remembered();
        this.clock = clock;
    }

    /** All that was revoked before this moment was added. */
    public void earlierAreKnown() {
        earlier.tryComplete();
    }

    /** Hears of one; what is known of it already, and how long it matters, stays. */
    public void add(LoginRevoked revoked) {
        if (!isKnown(revoked)) {
            keep(revoked, clock.instant().plus(HEARD));
        }
    }

    /** Learns of one from the auth service's own list. */
    public void add(NumberedRevocation revocation) {
        Kept ofUser = users.get(revocation.what().user());
        if (isSingle(revocation.what()) || ofUser == null || !isLater(ofUser.what(), revocation.what())) {
            keep(revocation.what(), Instant.ofEpochMilli(revocation.untilMillis()));
        }
    }

    /**
     * Completes as soon as it can be said what is revoked; fails {@code unavailable} where that takes long. Nobody whose
     * rights may have been taken is let in before.
     */
    Future<Void> ready() {
        if (earlier.future().isComplete()) {
            return earlier.future();
        }
        Future<Void> others = awaited;
        if (others != null && !others.isComplete()) {
            return others;
        }
        Future<Void> mine = Loops.within(READY_WITHIN, earlier.future())
                .recover(late -> Future.failedFuture(Refusal.unavailable("it is not known yet what was revoked")));
        awaited = mine;
        return mine;
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

    private boolean isKnown(LoginRevoked what) {
        if (isSingle(what)) {
            return single.containsKey(One.of(what));
        }
        Kept ofUser = users.get(what.user());
        return ofUser != null && !isLater(what, ofUser.what());
    }

    private void keep(LoginRevoked what, Instant until) {
        if (isSingle(what)) {
            keep(single, One.of(what), new Kept(what, until));
        } else {
            keep(users, what.user(), new Kept(what, until));
        }
    }

    private static boolean isSingle(LoginRevoked what) {
        return what.tokenId() != null || what.loginId() != null;
    }

    /** Of one user the latest is enough: what an earlier one took, it takes too. Era 0 is every one. */
    private static boolean isLater(LoginRevoked what, LoginRevoked other) {
        return other.era() != 0 && (what.era() == 0 || what.era() > other.era());
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
