package dev.parley.gateway.identity;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.model.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Who a connection or a request speaks for.
 *
 * @param loginId the token's login session ({@code sid}), empty without a token
 * @param expiresAt when the token ends, empty without a token
 */
public record Identity(Actor actor, Optional<String> loginId, Optional<Instant> expiresAt) {
    /** One that did not come by a token. */
    public static Identity without(Actor actor) {
        return new Identity(actor, Optional.empty(), Optional.empty());
    }

    /** Whether any revocation could take it: a guest who did not come by a token has no login, and nobody knows its id. */
    public boolean canBeEnded() {
        return loginId.isPresent() || !actor.isGuest();
    }

    /** Whether a revocation takes this identity's rights. */
    public boolean isEndedBy(LoginRevoked revoked) {
        if (!revoked.user().equals(actor.id())) {
            return false;
        }
        String spared = revoked.exceptLoginId();
        return revoked.loginId() == null
                ? spared == null || !loginId.equals(Optional.of(spared))
                : loginId.equals(Optional.of(revoked.loginId()));
    }
}
