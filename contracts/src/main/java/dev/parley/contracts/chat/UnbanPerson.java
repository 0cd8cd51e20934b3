package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;

/**
 * Lifts a ban; the person is no member by that. Of who is not banned nothing is stored, {@code duplicate}.
 *
 * Refused: {@code not-found}; {@code forbidden} where the actor's rank does not allow it.
 */
public record UnbanPerson(RoomId room, Actor actor, Target target) implements ChatCommand<Posted> {}
