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
 * @param tokenId the token's own id ({@code jti}), empty without a token
 * @param era of the user's account, when it proved itself: see {@link LoginRevoked}
 */
public record Identity(
        Actor actor, Optional<String> loginId, Optional<Instant> expiresAt, Optional<String> tokenId, long era) {
    /** One whose token has no id, of the first era. */
    public Identity(Actor actor, Optional<String> loginId, Optional<Instant> expiresAt) {
        this(actor, loginId, expiresAt, Optional.empty(), 0);
    }

    /** One that did not come by a token. */
    public static Identity without(Actor actor) {
        return without(actor, 0);
    }

    /** One that came by a password. */
    static Identity without(Actor actor, long era) {
        return new Identity(actor, Optional.empty(), Optional.empty(), Optional.empty(), era);
    }

    /** The same rights, for the same user under another name to show. */
    public Identity as(Actor other) {
        return new Identity(other, loginId, expiresAt, tokenId, era);
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
        if (revoked.tokenId() != null) {
            return tokenId.equals(Optional.of(revoked.tokenId()));
        }
        if (revoked.loginId() != null) {
            return loginId.equals(Optional.of(revoked.loginId()));
        }
        String spared = revoked.exceptLoginId();
        boolean isSpared = spared != null && loginId.equals(Optional.of(spared));
        return !isSpared && (revoked.era() == 0 || era < revoked.era());
    }
}
