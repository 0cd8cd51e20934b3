package dev.parley.contracts.chat;

import java.util.List;

/** The rooms whose head differs from what the gateway said; rooms that are gone are absent. */
public record InterestHeads(List<RoomHead> moved) implements ChatReply {
    public InterestHeads {
        moved = List.copyOf(moved);
    }
}
