package dev.parley.contracts.chat;

import dev.parley.contracts.model.RoomId;

/** Reads the log for a gateway's feed, whose subscriptions were allowed when they were made: events after a sequence. */
public record ReadLog(RoomId room, long after, int limit) implements ChatCommand<HistoryPage> {}
