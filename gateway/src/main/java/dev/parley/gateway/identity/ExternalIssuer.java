package dev.parley.gateway.identity;

import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A further identity provider. Its tokens say who somebody is there; who that is here says the auth service, which keeps
 * an account for each. No login session of theirs is known here.
 */
record ExternalIssuer(TrustedIssuer trusted, SigningKeyCache keys, Admissions admissions) implements Issuer {
    @Override
    public String name() {
        return trusted.issuer();
    }

    @Override
    public String audience() {
        return trusted.audience();
    }

    @Override
    public Future<Identity> identity(JsonObject claims, Instant expires) {
        try {
            ClaimMapping mapping = trusted.claims();
            Set<String> roles = mapping.rolesIn(claims);
            return admissions
                    .admit(new AdmitExternal(
                            name(), mapping.idIn(claims), mapping.usernameIn(claims), mapping.displayNameIn(claims)))
                    .map(admitted -> {
                        requireNotTaken(claims, admitted);
                        return new Identity(
                                with(admitted.actor(), roles),
                                Optional.empty(),
                                Optional.of(expires),
                                Optional.ofNullable(claims.getValue("jti")).map(Object::toString),
                                admitted.era());
                    });
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
    }

    /** A token that was there when all was taken from its person is void, as the own ones of then are. */
    private static void requireNotTaken(JsonObject claims, Authenticated admitted) {
        if (admitted.takenAtMillis() > 0
                && ClaimRules.isIssuedBy(claims, Instant.ofEpochMilli(admitted.takenAtMillis()))) {
            throw new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence());
        }
    }

    private static Actor with(Actor actor, Set<String> more) {
        Set<String> roles = new LinkedHashSet<>(actor.roles());
        roles.addAll(more);
        return new Actor(actor.id(), actor.username(), actor.displayName(), roles);
    }
}
