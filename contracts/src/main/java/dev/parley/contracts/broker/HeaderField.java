package dev.parley.contracts.broker;

/** A header of a message, as the sender or the server wrote it. */
public record HeaderField(String name, String value) {}
