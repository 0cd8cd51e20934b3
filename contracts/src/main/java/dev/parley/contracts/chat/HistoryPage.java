package dev.parley.contracts.chat;

import dev.parley.contracts.model.Position;
import java.util.List;

/**
 * A window of a log.
 *
 * @param events in order of sequence, each one more than the last
 * @param head where the log stood when it was read
 * @param hasMore whether the log goes on beyond the window, in the direction it was read
 */
public record HistoryPage(List<LoggedEvent> events, Position head, boolean hasMore) implements ChatReply {
    public HistoryPage {
        events = List.copyOf(events);
    }
}
