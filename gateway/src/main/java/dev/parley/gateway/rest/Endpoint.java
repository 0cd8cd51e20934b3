package dev.parley.gateway.rest;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Where an operation is found.
 *
 * @param path as openapi.json writes it, with {@code {id}} for a parameter
 */
record Endpoint(HttpMethod method, String path, Operation operation) {
    void serve(RoutingContext context) {
        operation
                .run(new Call(context))
                .onSuccess(answer -> answer.send(context.response()))
                .onFailure(context::fail);
    }
}
