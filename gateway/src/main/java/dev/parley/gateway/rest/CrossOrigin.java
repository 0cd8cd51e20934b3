package dev.parley.gateway.rest;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells browsers which pages may read the answers (Fetch, "CORS protocol"). A page of another origin gets no permission
 * and its browser withholds the answer; the request is not refused, because pages served by this gateway itself send an
 * {@code Origin} too. Credentials are never allowed: tokens travel in a header, so a cookie has nothing to prove.
 */
final class CrossOrigin implements Handler<RoutingContext> {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type";
    private static final String EXPOSED_HEADERS = "Allow, Location, Retry-After, WWW-Authenticate";
    private static final String PREFLIGHT_SECONDS = "3600";

    private final RestOptions options;

    CrossOrigin(RestOptions options) {
        this.options = options;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap asked = context.request().headers();
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = asked.get(HttpHeaders.ORIGIN);
        if (origin == null || !options.allows(origin)) {
            context.next();
            return;
        }
        boolean any = options.allowedOrigins().contains(RestOptions.ANY_ORIGIN);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, any ? RestOptions.ANY_ORIGIN : origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
        if (context.request().method().equals(HttpMethod.OPTIONS)
                && asked.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                    .setStatusCode(204)
                    .end();
            return;
        }
        context.next();
    }
}
