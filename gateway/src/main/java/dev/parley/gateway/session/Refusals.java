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
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.VERSION, versions);
        return frame(Command.ERROR, headers, refusal, cause);
    }

    /** A MESSAGE to the subscription at {@link #DESTINATION}; the connection goes on. */
    static Frame message(Subscriber errors, Refusal refusal, Frame cause) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (errors.named()) {
            headers.put(Header.SUBSCRIPTION, errors.id());
        }
        headers.put(Header.MESSAGE_ID, UUID.randomUUID().toString());
        headers.put(Header.DESTINATION, DESTINATION);
        return frame(Command.MESSAGE, headers, refusal, cause);
    }

    private static Frame frame(Command command, Map<String, String> headers, Refusal refusal, @Nullable Frame cause) {
        JsonObject body = new JsonObject().put("code", refusal.code().code()).put("detail", refusal.detail());
        headers.put(Header.CONTENT_TYPE, "application/json");
        headers.put(Header.CODE, refusal.code().code());
        headers.put(Header.MESSAGE, refusal.detail());
        refusal.retryAfter().ifPresent(wait -> headers.put(Header.RETRY_AFTER, Long.toString(wait.toMillis())));
        if (cause != null) {
            String destination = cause.getHeader(Header.DESTINATION);
            String receipt = cause.getHeader(Header.RECEIPT);
            if (destination != null) {
                body.put("destination", destination);
            }
            if (receipt != null) {
                headers.put(Header.RECEIPT_ID, receipt);
                body.put("receiptId", receipt);
            }
        }
        return new Frame(command, headers, Buffer.buffer(body.encode()));
    }
}
