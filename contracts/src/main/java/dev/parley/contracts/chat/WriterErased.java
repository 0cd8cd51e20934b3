package dev.parley.contracts.chat;

/**
 * Some of what a person wrote is erased.
 *
 * @param done whether nothing is left
 */
public record WriterErased(boolean done) implements ChatReply {}
