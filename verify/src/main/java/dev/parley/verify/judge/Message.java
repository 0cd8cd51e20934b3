package dev.parley.verify.judge;

/**
 * Something that somebody says.
 *
 * @param userId the author
 * @param id the client message id; no other message of the run has it
 */
public record Message(String room, String userId, String id, String text) {}
