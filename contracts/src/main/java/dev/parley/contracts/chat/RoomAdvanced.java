package dev.parley.contracts.chat;

import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.RoomId;
import java.util.List;

/**
 * New events of one room, told once to each interested gateway.
 *
 * @param events in order of sequence, each one more than the last, at least one
 */
public record RoomAdvanced(RoomId room, Epoch epoch, List<LoggedEvent> events) implements ChatEvent {
    public RoomAdvanced {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing has advanced");
        }
    }
}
