package dev.parley.gateway.transport;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** A refusal of a whole connection, as HTTP says it (RFC 9457), before anything is upgraded. */
final class HttpRefusal {
    private static final String PROBLEM = "application/problem+json";
    private static final String RETRY_AFTER = "Retry-After";

    private HttpRefusal() {}

    /** Answers a request so. */
    static void send(RoutingContext context, Refusal refusal) {
        context.response()
                .setStatusCode(refusal.code().httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader(RETRY_AFTER, seconds(refusal))
                .end(body(refusal));
    }

    /** The same for a connection on which nothing has been asked yet. */
    static Buffer bytes(Refusal refusal) {
        Buffer body = body(refusal);
        return Buffer.buffer("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: " + PROBLEM
                        + "\r\n" + RETRY_AFTER + ": " + seconds(refusal) + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n")
                .appendBuffer(body);
    }

    private static Buffer body(Refusal refusal) {
        return new JsonObject()
                .put("type", "urn:parley:error:" + refusal.code().code())
                .put("title", refusal.code().sentence())
                .put("status", refusal.code().httpStatus())
                .put("detail", refusal.detail())
                .put("code", refusal.code().code())
                .toBuffer();
    }

    /** In whole seconds, rounded up (RFC 9110, 10.2.3). */
    private static String seconds(Refusal refusal) {
        return Long.toString(refusal.retryAfter()
                .orElse(Duration.ofSeconds(1))
                .plusMillis(999)
                .toSeconds());
    }
}
