package dev.parley.gateway.rest;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A refusal as HTTP says it (RFC 9457), with the taxonomy's code beside the standard's members. */
final class Problem {
    private static final String TYPE_PREFIX = "urn:parley:error:";
    private static final Duration RETRY_AFTER_DEFAULT = Duration.ofSeconds(1);

    private Problem() {}

    static Answer of(Refusal refusal) {
        return of(refusal, refusal.code().httpStatus());
    }

    /** @param status where HTTP has a finer word than the taxonomy (405, 415); else the code's own */
    static Answer of(Refusal refusal, int status) {
        ErrorCode code = refusal.code();
        JsonObject body = new JsonObject()
                .put("type", TYPE_PREFIX + code.code())
                .put("title", code.sentence())
                .put("status", status)
                .put("detail", refusal.detail())
                .put("code", code.code());
        Answer answer = Answer.of(status, "application/problem+json", body.toBuffer());
        return status == 429 || status == 503 ? answer.with("Retry-After", seconds(refusal)) : answer;
    }

    /** In whole seconds, rounded up (RFC 9110, 10.2.3). */
    private static String seconds(Refusal refusal) {
        long millis = refusal.retryAfter().orElse(RETRY_AFTER_DEFAULT).toMillis();
        return Long.toString(Math.max(1, (millis + 999) / 1000));
    }
}
