package dev.parley.gateway.session;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a refusal reads on the wire: as an ERROR, or as a MESSAGE to who listens for refusals (docs/errors.md). */
final class Refusals {
    /** Where a client listens for the refusals of its frames. */
    static final String DESTINATION = "/user/queue/errors";

    private Refusals() {}

    /** An ERROR; the connection ends after it. */
    static Frame error(Refusal refusal, @Nullable Frame cause, String versions) {
        Map<String, String> headers = headers(refusal, cause);
        headers.put(Header.VERSION, versions);
        return new Frame(Command.ERROR, headers, body(refusal, cause));
    }

    /** A MESSAGE to the subscription at {@link #DESTINATION}; the connection goes on. */
    static void deliver(Subscriber errors, Refusal refusal, Frame cause) {
        errors.deliver(UUID.randomUUID().toString(), headers(refusal, cause), body(refusal, cause));
    }

    private static Map<String, String> headers(Refusal refusal, @Nullable Frame cause) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.CONTENT_TYPE, "application/json");
        headers.put(Header.CODE, refusal.code().code());
        headers.put(Header.MESSAGE, refusal.detail());
        refusal.retryAfter().ifPresent(wait -> headers.put(Header.RETRY_AFTER, Long.toString(wait.toMillis())));
        if (cause != null && cause.getHeader(Header.RECEIPT) != null) {
            headers.put(Header.RECEIPT_ID, cause.getHeader(Header.RECEIPT));
        }
        return headers;
    }

    private static Buffer body(Refusal refusal, @Nullable Frame cause) {
        JsonObject body = new JsonObject().put("code", refusal.code().code()).put("detail", refusal.detail());
        if (cause != null && cause.getHeader(Header.DESTINATION) != null) {
            body.put("destination", cause.getHeader(Header.DESTINATION));
        }
        if (cause != null && cause.getHeader(Header.RECEIPT) != null) {
            body.put("receiptId", cause.getHeader(Header.RECEIPT));
        }
        return body.toBuffer();
    }
}
