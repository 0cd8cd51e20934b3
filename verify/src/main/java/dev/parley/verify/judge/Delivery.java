package dev.parley.verify.judge;

/**
 * An event as a reader got it.
 *
 * @param body its bytes as a text, exactly as they came
 */
public record Delivery(long sequence, String epoch, String body) {}
