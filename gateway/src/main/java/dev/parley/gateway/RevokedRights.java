package dev.parley.gateway;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.gateway.identity.RevokedLogins;
import org.jspecify.annotations.Nullable;

/**
 * A revocation as it reached this gateway: announced, or found in the auth service's list, which says how long it matters.
 *
 * @param listed null where it was only announced
 */
record RevokedRights(LoginRevoked what, @Nullable NumberedRevocation listed) {
    static RevokedRights heard(LoginRevoked what) {
        return new RevokedRights(what, null);
    }

    static RevokedRights listed(NumberedRevocation one) {
        return new RevokedRights(one.what(), one);
    }

    /** Whether it takes all that a user had, and not one token or login session alone. */
    boolean isOfAll() {
        return what.loginId() == null && what.tokenId() == null;
    }

    /** Makes a loop refuse what was taken. */
    void rememberIn(RevokedLogins revoked) {
        if (listed == null) {
            revoked.add(what);
        } else {
            revoked.add(listed);
        }
    }
}
