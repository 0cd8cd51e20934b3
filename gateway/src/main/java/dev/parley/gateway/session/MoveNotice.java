package dev.parley.gateway.session;

import dev.parley.gateway.stomp.Header;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What is said before a stopping gateway closes a connection (docs/protocol.md, "When a gateway stops"). */
public final class MoveNotice {
    /** The value of the header {@code event}. */
    public static final String EVENT = "MOVE";

    /** Where a client listens for it. */
    static final String DESTINATION = "/user/queue/notifications";

    private MoveNotice() {}

    /** The body, at every door. */
    public static JsonObject body(Duration closesIn) {
        return new JsonObject()
                .put("type", EVENT)
                .put("message", CloseReason.GOING_AWAY.text())
                .put("closesInMillis", closesIn.toMillis());
    }

    /** A MESSAGE to the subscription at {@link #DESTINATION}. */
    static boolean deliver(Subscriber notifications, Duration closesIn) {
        return notifications.deliver(
                UUID.randomUUID().toString(),
                Map.of(Header.CONTENT_TYPE, "application/json", Header.EVENT, EVENT),
                body(closesIn).toBuffer());
    }
}
