package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.feed.RoomFeeds;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription wants to start (docs/protocol.md, "Sequence, epoch, resume"): after a sequence, with the last few
 * events, or live.
 *
 * @param after resume after this sequence, or null
 * @param epoch the log that {@code after} is of, or null for whichever there is
 * @param last the last so many events, or null
 */
public record Resume(
        @Nullable Long after,
        @Nullable Epoch epoch,
        @Nullable Long last) {
    /** Whether the subscription gets a SYNC first. */
    public boolean isAsked() {
        return after != null || last != null;
    }

    /** How far the subscriber says that it has read. */
    public long read() {
        return after == null ? 0 : after;
    }

    /**
     * What a resume comes to.
     *
     * @param from the first sequence that is delivered
     * @param reason why not everything after the wanted place can be had; empty when it can
     */
    public record Start(long from, Optional<String> reason) {
        /** The body of the SYNC that says so. */
        public JsonObject sync(RoomId room, Position head) {
            JsonObject body = new JsonObject()
                    .put("type", "SYNC")
                    .put("chatRoomId", room.value())
                    .put("epoch", head.epoch().value())
                    .put("head", head.sequence())
                    .put("from", from)
                    .put("recovered", reason.isEmpty());
            reason.ifPresent(why -> body.put("reason", why));
            return body;
        }
    }

    /** Reads the three values as texts, each null where it is not given. */
    public static Resume parse(@Nullable String after, @Nullable String epoch, @Nullable String last) {
        return new Resume(
                number("resume-seq", after), epoch == null ? null : new Epoch(epoch), number("history", last));
    }

    /** Where it starts in a log that stands as the opening says. */
    public Start in(RoomFeeds.Opening opening) {
        return in(opening.head(), opening.first());
    }

    /** @param first the sequence of the oldest event that history still has */
    Start in(Position head, long first) {
        long live = head.sequence() + 1;
        if (after != null) {
            if ((epoch != null && !epoch.equals(head.epoch())) || after > head.sequence()) {
                return new Start(live, Optional.of("epoch"));
            }
            return after + 1 < first
                    ? new Start(live, Optional.of("truncated"))
                    : new Start(after + 1, Optional.empty());
        }
        if (last != null) {
            long from = last >= head.sequence() ? first : live - last;
            return new Start(Math.min(live, Math.max(from, first)), Optional.empty());
        }
        return new Start(live, Optional.empty());
    }

    private static @Nullable Long number(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal(ErrorCode.BAD_REQUEST, name + " is a whole number, 0 or more");
    }
}
