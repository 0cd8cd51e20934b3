package dev.parley.chat.domain;

import dev.parley.contracts.model.UserId;

/**
 * That a person is being erased from a room: it is nothing to the room any more and writes nothing there.
 *
 * @param erasedAt the sequence of the LEAVE that says so
 */
public record Erased(UserId user, long erasedAt) implements Standing {}
