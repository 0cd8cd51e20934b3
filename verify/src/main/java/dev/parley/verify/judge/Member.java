package dev.parley.verify.judge;

/** A person as clients name it, and as the log does. */
public record Member(String username, String userId) {}
