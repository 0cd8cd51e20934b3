package dev.parley.contracts;

/** Something that happened, told to whom it may concern. A hint: losing one may cost latency, never data or order. */
public interface Event extends Wire {}
