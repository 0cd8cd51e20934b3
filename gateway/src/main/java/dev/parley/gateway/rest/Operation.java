package dev.parley.gateway.rest;

import io.vertx.core.Future;

/** One operation of the API that anybody may call. Refuses by failing with a {@code Refusal}. */
interface Operation {
    Future<Answer> run(Call call);
}
