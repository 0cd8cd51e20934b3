package dev.parley.gateway.rest;

import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** One operation of the API that takes an access token. Refuses by failing with a {@code Refusal}. */
interface PersonalOperation {
    Future<Answer> run(Call call, Identity identity);
}
