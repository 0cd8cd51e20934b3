package dev.parley.chat.store;

/** The two ports over one and the same, empty data. */
public record Stores(RoomStore rooms, MessageLog log) {}
