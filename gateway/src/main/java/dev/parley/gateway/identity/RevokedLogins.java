package dev.parley.gateway.identity;

import dev.parley.contracts.auth.LoginRevoked;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Login sessions that were revoked while tokens of theirs may still be good. Bounded: the oldest are forgotten, long
 * after their tokens have expired. The auth service tells each ended session by its id, so users need no entry of their
 * own. One event loop.
 */
public final class RevokedLogins {
    private static final int MAX = 100_000;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    };

    /** Hears of one. */
    public void add(LoginRevoked revoked) {
        if (revoked.loginId() != null) {
            ids.put(revoked.loginId(), true);
        }
    }

    boolean contains(String loginId) {
        return ids.containsKey(loginId);
    }
}
