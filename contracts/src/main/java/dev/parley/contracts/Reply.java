package dev.parley.contracts;

/** The answer to a {@link Command}. */
public interface Reply extends Wire {}
