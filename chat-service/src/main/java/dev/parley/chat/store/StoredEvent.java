package dev.parley.chat.store;

import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as a row of the log.
 *
 * @param id its own id, unique everywhere
 */
public record StoredEvent(RoomId room, Epoch epoch, String id, UserId author, Instant sentAt, LoggedEvent event) {
    /** Its place in the room's log. */
    public Position position() {
        return new Position(epoch, event.sequence());
    }

    /** The same with another body. */
    public StoredEvent withBody(EventBody body) {
        return new StoredEvent(
                room,
                epoch,
                id,
                author,
                sentAt,
                new LoggedEvent(event.sequence(), event.type(), event.clientMessageId(), body));
    }

    /** Under what it is stored once, where the sender gave an id. */
    public Optional<ClientKey> clientKey() {
        return Optional.ofNullable(event.clientMessageId()).map(given -> new ClientKey(room, author, given));
    }
}
