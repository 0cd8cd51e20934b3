package dev.parley.contracts;

/** Anything that may cross the bus: a {@link Command}, a {@link Reply} or an {@link Event}. Immutable. */
public interface Wire {}
