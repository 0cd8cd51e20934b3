package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.feed.FeedEvent;
import dev.parley.gateway.feed.Removal;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Map;

/** What is said of a subscription that ended because its room may not be heard any more (docs/protocol.md). */
public final class RemovalNotice {
    /** The value of the header {@code event}. */
    public static final String EVENT = "REMOVED";

    private RemovalNotice() {}

    /**
     * The body, at every door.
     *
     * @param place {@code destination} or {@code address}
     * @param name of the place, as the client wrote it
     */
    public static JsonObject body(String place, String name, Removal removal) {
        JsonObject body = new JsonObject()
                .put("type", EVENT)
                .put("chatRoomId", removal.room().value())
                .put(place, name);
        FeedEvent event = removal.event();
        if (event != null) {
            body.put("reason", event.event().type().name())
                    .put("seq", event.sequence())
                    .put("message", event.text());
        }
        return body;
    }

    /** What is refused to who does not listen for it and has not seen it. */
    public static Refusal refusal() {
        return new Refusal(ErrorCode.FORBIDDEN, "the room may not be heard any more");
    }

    /** Tells a STOMP client, who keeps the connection unless there is no other way to be told. */
    static void tell(Subscriber subscriber, Removal removal) {
        JsonObject body = body("destination", subscriber.destination(), removal);
        if (!subscriber.session().notice(EVENT, body) && !removal.seen()) {
            Frame granted =
                    new Frame(Command.SUBSCRIBE, Map.of(Header.DESTINATION, subscriber.destination()), Buffer.buffer());
            subscriber.session().withdraw(refusal(), granted);
        }
    }
}
