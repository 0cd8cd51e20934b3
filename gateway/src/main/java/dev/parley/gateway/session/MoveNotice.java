package dev.parley.gateway.session;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What is said before a stopping gateway closes a connection (docs/protocol.md, "When a gateway stops"). */
public final class MoveNotice {
    /** The value of the header {@code event}. */
    public static final String EVENT = "MOVE";

    private MoveNotice() {}

    /** The body, at every door. */
    public static JsonObject body(Duration closesIn) {
        return new JsonObject()
                .put("type", EVENT)
                .put("message", CloseReason.GOING_AWAY.text())
                .put("closesInMillis", closesIn.toMillis());
    }
}
