package dev.parley.gateway.bridge;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.feed.FeedEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The envelopes of the Vert.x event-bus bridge protocol that the gateway writes itself. */
final class BridgeJson {
    private BridgeJson() {}

    /** An event of a room: the stored bytes go in as they are, so they are the same as at every other door. */
    static Buffer event(String address, FeedEvent event, boolean replay) {
        JsonObject headers = new JsonObject()
                .put("seq", Long.toString(event.sequence()))
                .put("epoch", event.epoch().value())
                .put("event", event.event().type().name());
        if (replay) {
            headers.put("replay", "true");
        }
        byte[] body = event.event().body().utf8();
        return Buffer.buffer(body.length + 256)
                .appendString("{\"type\":\"rec\",\"address\":\"" + address + "\",\"headers\":" + headers.encode()
                        + ",\"body\":")
                .appendBytes(body)
                .appendString("}");
    }

    /** Something that is not stored: a SYNC, presence. */
    static Buffer message(String address, String event, JsonObject body) {
        return new JsonObject()
                .put("type", "rec")
                .put("address", address)
                .put("headers", new JsonObject().put("event", event))
                .put("body", body)
                .toBuffer();
    }

    /** The same, with a body that goes in as it is. */
    static Buffer message(String address, String event, Buffer body) {
        return around(
                new JsonObject()
                        .put("type", "rec")
                        .put("address", address)
                        .put("headers", new JsonObject().put("event", event)),
                body);
    }

    /** The answer to a {@code send}: the body goes in as it is. */
    static Buffer answer(String replyAddress, Buffer body) {
        return around(new JsonObject().put("type", "rec").put("address", replyAddress), body);
    }

    private static Buffer around(JsonObject envelope, Buffer body) {
        String head = envelope.encode();
        return Buffer.buffer(head.substring(0, head.length() - 1))
                .appendString(",\"body\":")
                .appendBuffer(body)
                .appendString("}");
    }

    /** A refusal, as the failure of an address or of the socket. */
    static Buffer failure(@Nullable String address, Refusal refusal) {
        JsonObject envelope = new JsonObject().put("type", "err");
        if (address != null) {
            envelope.put("address", address);
        }
        return envelope.put("failureCode", refusal.code().number())
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", refusal.code().code())
                .put("body", refusal.detail())
                .toBuffer();
    }
}
