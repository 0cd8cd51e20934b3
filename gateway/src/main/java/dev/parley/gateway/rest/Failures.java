package dev.parley.gateway.rest;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failed request with a {@link Problem}: refusals as they are, what the HTTP layer found wrong by its
 * status, and anything else as an incident, which is logged here, once, and named to the client by its id.
 */
final class Failures implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public void handle(RoutingContext context) {
        if (context.response().ended() || context.response().closed() || isBroken(context.failure())) {
            return; // the client went away while it was sending: nobody is there to be told
        }
        Answer problem = problem(context);
        if (problem.status() == 401) {
            boolean tried = context.request().headers().contains(HttpHeaders.AUTHORIZATION);
            problem = problem.with("WWW-Authenticate", tried ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        problem.send(context.response());
    }

    /** Nothing here reads or writes but the connection: a reset comes before the response knows that it is closed. */
    private static boolean isBroken(@Nullable Throwable failure) {
        return failure instanceof IOException;
    }

    private static Answer problem(RoutingContext context) {
        @Nullable Throwable failure = context.failure();
        if (failure instanceof Refusal refusal) {
            return Problem.of(refusal);
        }
        // Vert.x has set no status where it could not even decode the path.
        int status = context.statusCode() == -1 ? 400 : context.statusCode();
        if (status >= 400 && status < 500) {
            return Problem.of(refusal(status), status);
        }
        return Problem.of(incident(failure));
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 404 -> new Refusal(ErrorCode.NOT_FOUND, "there is nothing at this path");
            case 405 -> new Refusal(ErrorCode.BAD_REQUEST, "this path does not take that method; Allow says which");
            case 413 -> new Refusal(ErrorCode.TOO_LARGE, "the body is over the size limit");
            case 415 ->
                new Refusal(
                        ErrorCode.BAD_REQUEST,
                        "the body must be application/json, or a form where tokens" + " are asked for");
            default -> new Refusal(ErrorCode.BAD_REQUEST, "the request is malformed");
        };
    }

    private static Refusal incident(@Nullable Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.atError().setCause(failure).addKeyValue("incident", id).log("a request failed unexpectedly");
        return new Refusal(ErrorCode.INTERNAL, "incident " + id);
    }
}
