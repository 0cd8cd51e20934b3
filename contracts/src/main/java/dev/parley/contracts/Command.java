package dev.parley.contracts;

/**
 * A request that expects exactly one {@link Reply} or a refusal. Commands are idempotent: a bus may deliver one twice.
 *
 * @param <R> the type of the answer
 */
@SuppressWarnings("unused") // R types the answer of Bus.ask
public interface Command<R extends Reply> extends Wire {}
