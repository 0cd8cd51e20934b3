package dev.parley.gateway.identity;

import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** This installation's auth service: its tokens say everything themselves, under the names of {@code Es256Tokens}. */
record OwnIssuer(String name, String audience, SigningKeyCache keys) implements Issuer {
    @Override
    public Future<Identity> identity(JsonObject claims, Instant expires) {
        try {
            String username = text(claims, "preferred_username");
            Actor actor = new Actor(
                    new UserId(text(claims, "sub")),
                    username,
                    claims.containsKey("name") ? text(claims, "name") : username,
                    roles(claims));
            return Future.succeededFuture(new Identity(
                    actor,
                    Optional.of(text(claims, "sid")),
                    Optional.of(expires),
                    Optional.of(text(claims, "jti")),
                    era(claims)));
        } catch (Refusal refusal) {
            return Future.failedFuture(ClaimRules.wrong());
        }
    }

    private static String text(JsonObject claims, String name) {
        if (claims.getValue(name) instanceof String text) {
            return text;
        }
        throw ClaimRules.wrong();
    }

    /** The first era is not written. */
    private static long era(JsonObject claims) {
        if (claims.getValue("era", 0L) instanceof Number era) {
            return era.longValue();
        }
        throw ClaimRules.wrong();
    }

    private static Set<String> roles(JsonObject claims) {
        Object claim = claims.getValue("roles", new JsonArray());
        if (!(claim instanceof JsonArray list)) {
            throw ClaimRules.wrong();
        }
        Set<String> roles = new LinkedHashSet<>();
        for (Object role : list) {
            if (!(role instanceof String name)) {
                throw ClaimRules.wrong();
            }
            roles.add(name);
        }
        return roles;
    }
}
