package dev.parley.chat.store;

import dev.parley.contracts.chat.LoggedEvent;
import java.util.List;

/**
 * The events of a {@link Window}, in order of sequence.
 *
 * @param hasMore whether the window holds more, in the direction it was read
 */
public record EventPage(List<LoggedEvent> events, boolean hasMore) {
    public EventPage {
        events = List.copyOf(events);
    }
}
