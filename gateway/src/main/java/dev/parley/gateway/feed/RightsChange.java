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
 */
record RightsChange(Effect effect, @Nullable String person) {
    /** As nearly every event. */
    static final RightsChange NONE = new RightsChange(Effect.NONE, null);

    private static final RightsChange EVERYBODY = new RightsChange(Effect.DOUBT_BEFORE, null);

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
                case KICK, BAN -> new RightsChange(Effect.ENDS, text(event, "targetId"));
                case LEAVE -> new RightsChange(Effect.DOUBT_AFTER, text(event, "writerId"));
                case ROOM -> hides(event) ? EVERYBODY : NONE;
                default -> NONE;
            };
        } catch (DecodeException | ClassCastException e) {
            return EVERYBODY; // whoever it is about, the room's owner knows
        }
    }

    private static boolean hides(LoggedEvent event) {
        String visibility = text(event, "visibility");
        return visibility != null && !visibility.equals("public");
    }

    private static @Nullable String text(LoggedEvent event, String field) {
        return new JsonObject(Buffer.buffer(event.body().utf8())).getString(field);
    }

    Effect on(UserId who) {
        return person == null || person.equals(who.value()) ? effect : Effect.NONE;
    }
}
