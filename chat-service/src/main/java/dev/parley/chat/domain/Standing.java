package dev.parley.chat.domain;

import dev.parley.contracts.model.UserId;

/** What a person is to a room, where that is anything at all. */
public sealed interface Standing permits Membership, Ban, Erased {
    UserId user();
}
