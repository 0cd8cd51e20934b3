package dev.parley.chat.domain;

import dev.parley.contracts.model.UserId;

/**
 * That a person is kept out of a room.
 *
 * @param bannedAt the sequence of the BAN
 */
public record Ban(UserId user, long bannedAt) implements Standing {}
