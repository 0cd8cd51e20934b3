package dev.parley.verify.judge;

/**
 * The acknowledgement of a message: where it is stored, and whether it had been before.
 *
 * @param epoch empty where the door does not tell
 */
public record Answer(String id, long sequence, String epoch, boolean duplicate) {}
