package dev.parley.chat.domain;

import dev.parley.contracts.chat.Role;
import dev.parley.contracts.model.UserId;

/**
 * That a person belongs to a room.
 *
 * @param joinedAt the sequence of the person's JOIN or INVITE; 0 for who made the room
 */
public record Membership(UserId user, Role role, long joinedAt) implements Standing {
    public Membership {
        if (joinedAt < 0) {
            throw new IllegalArgumentException("a sequence is never negative: " + joinedAt);
        }
    }
}
