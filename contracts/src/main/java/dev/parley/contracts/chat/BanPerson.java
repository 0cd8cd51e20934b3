package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;

/**
 * Keeps a person out of a room, member or not, until it is unbanned. Who is banned already stays so, {@code duplicate}.
 *
 * Refused: {@code not-found}; {@code forbidden} where the actor's rank does not allow it; {@code conflict} for the last
 * owner.
 */
public record BanPerson(RoomId room, Actor actor, Target target) implements ChatCommand<Posted> {}
