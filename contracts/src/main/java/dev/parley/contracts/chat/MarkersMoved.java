package dev.parley.contracts.chat;

/** They are stored. */
public record MarkersMoved() implements ChatReply {}
