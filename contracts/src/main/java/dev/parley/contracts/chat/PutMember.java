package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;

/**
 * Makes a person a member with that role, or gives a member that role; who has it already keeps it, {@code duplicate}.
 *
 * Refused: {@code not-found}; {@code forbidden} where the actor's rank does not allow it; {@code conflict} for who is
 * banned, and where the room would be left without an owner.
 */
public record PutMember(RoomId room, Actor actor, Target target, Role role) implements ChatCommand<Posted> {}
