package dev.parley.contracts.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of rooms, and what to pass for the next one: null at the end. */
public record RoomPage(List<RoomView> items, @Nullable String cursor) implements ChatReply {
    public RoomPage {
        items = List.copyOf(items);
    }
}
