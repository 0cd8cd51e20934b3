package dev.parley.verify.judge;

import java.util.Optional;

/**
 * An event as the log has it when all is over.
 *
 * @param userId its author
 * @param id the client message id, where it has one
 * @param text what it says to people
 * @param body its bytes as a text
 */
public record Stored(long sequence, String userId, Optional<String> id, String text, String body) {}
