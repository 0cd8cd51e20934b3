package dev.parley.gateway.rest;

import dev.parley.contracts.auth.CheckLogin;
import dev.parley.contracts.auth.LoginChecked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.VerifiedToken;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Tells a service whether an access token is good, and what it says (RFC 7662). Whether its login session still stands is
 * asked of the auth service each time: no copy of that is believed here.
 */
final class IntrospectOperation implements Operation {
    private static final List<String> AS_CLAIMED = List.of("iss", "sub", "aud", "exp", "iat", "nbf", "jti", "sid");

    private final EdgeBus bus;
    private final Authenticator authenticator;
    private final IntrospectionOptions options;
    private final ServiceClients clients;

    IntrospectOperation(EdgeBus bus, Authenticator authenticator, IntrospectionOptions options) {
        this.bus = bus;
        this.authenticator = authenticator;
        this.options = options;
        this.clients = new ServiceClients(options);
    }

    @Override
    public Future<Answer> run(Call call) {
        if (options.isOff()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "there is nothing at this path");
        }
        try {
            clients.require(call.authorization());
        } catch (Refusal refusal) {
            Answer answer = Problem.of(refusal);
            return Future.succeededFuture(
                    answer.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"parley\"") : answer);
        }
        return answer(call.jsonOrForm().text("token"));
    }

    private Future<Answer> answer(String token) {
        return authenticator
                .inspect(token)
                .compose(verified -> isLive(verified).map(live -> live ? active(verified) : inactive()))
                .recover(failure ->
                        isVerdict(failure) ? Future.succeededFuture(inactive()) : Future.failedFuture(failure))
                .map(body -> Answer.json(200, body));
    }

    private Future<Boolean> isLive(VerifiedToken token) {
        return bus.ask(new CheckLogin(
                        token.identity().actor().id(),
                        token.identity().loginId().orElse(null)))
                .map(LoginChecked::live);
    }

    /** Whether the failure says that the token is bad, and not that this cannot be told. */
    private static boolean isVerdict(Throwable failure) {
        return switch (Refusal.of(failure).code()) {
            case UNAUTHENTICATED, TOKEN_EXPIRED, REVOKED, FORBIDDEN, BAD_REQUEST, NOT_FOUND -> true;
            default -> false;
        };
    }

    private static JsonObject inactive() {
        return new JsonObject().put("active", false);
    }

    private static JsonObject active(VerifiedToken token) {
        Actor actor = token.identity().actor();
        JsonObject body = new JsonObject()
                .put("active", true)
                .put("token_type", "Bearer")
                .put("username", actor.username())
                .put("user_id", actor.id().value())
                .put("roles", new JsonArray(actor.roles().stream().sorted().toList()));
        AS_CLAIMED.stream()
                .filter(name -> token.claims().getValue(name) != null)
                .forEach(name -> body.put(name, token.claims().getValue(name)));
        return body;
    }
}
