package dev.parley.gateway.feed;

import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.UserId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an event of a room's log says about who may go on hearing the room (docs/protocol.md, "When somebody is removed").
 *
 * @param effect on those it is about
 * @param person whom it is about; null for everybody
 * @param text what the event says to people; null where it changes nothing or says nothing
 */
record RightsChange(
        Effect effect, @Nullable String person, @Nullable String text) {
    /** As nearly every event. */
    static final RightsChange NONE = new RightsChange(Effect.NONE, null, null);

    private static final RightsChange UNREADABLE = new RightsChange(Effect.DOUBT_BEFORE, null, null);

    /** What becomes of somebody's right to hear the room. */
    enum Effect {
        NONE,
        /** It ends with this event. */
        ENDS,
        /** It may have ended with this event. */
        DOUBT_AFTER,
        /** It may have ended before this event. */
        DOUBT_BEFORE
    }

    static RightsChange of(LoggedEvent event) {
        try {
            return switch (event.type()) {
                case KICK, BAN -> of(Effect.ENDS, body(event), "targetId");
                case LEAVE -> of(Effect.DOUBT_AFTER, body(event), "writerId");
                case ROOM -> ofRoom(body(event));
                default -> NONE;
            };
        } catch (DecodeException | ClassCastException e) {
            return UNREADABLE; // whoever it is about, the room's owner knows
        }
    }

    private static RightsChange of(Effect effect, JsonObject body, String person) {
        return new RightsChange(effect, body.getString(person), body.getString("message"));
    }

    private static RightsChange ofRoom(JsonObject body) {
        String visibility = body.getString("visibility");
        boolean hides = visibility != null && !visibility.equals("public");
        return hides ? new RightsChange(Effect.DOUBT_BEFORE, null, body.getString("message")) : NONE;
    }

    private static JsonObject body(LoggedEvent event) {
        return new JsonObject(Buffer.buffer(event.body().utf8()));
    }

    Effect on(UserId who) {
        return person == null || person.equals(who.value()) ? effect : Effect.NONE;
    }
}
