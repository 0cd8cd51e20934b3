package dev.parley.gateway.rest;

import dev.parley.contracts.auth.AuthCommand;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;

/** Signs in (RFC 6749, 4.3) or swaps a refresh token for new tokens (RFC 6749, 6). */
record TokenOperation(EdgeBus bus) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        return bus.ask(grant(call.jsonOrForm(), call.address())).map(tokens -> Representations.tokens(200, tokens));
    }

    private static AuthCommand<Tokens> grant(Fields body, String address) {
        return switch (body.text("grant_type")) {
            case "password" -> new GrantPassword(body.text("username"), new Secret(body.text("password")), address);
            case "refresh_token" -> new GrantRefresh(new Secret(body.text("refresh_token")), address);
            default -> throw Fields.wrong("grant_type", "must be password or refresh_token");
        };
    }
}
