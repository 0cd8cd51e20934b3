package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;

/**
 * Ends somebody's membership; one's own, as {@link LeaveRoom} does. Of who is no member nothing is stored,
 * {@code duplicate}.
 *
 * Refused: {@code not-found}; {@code forbidden} where the actor's rank does not allow it; {@code conflict} for the last
 * owner.
 */
public record RemoveMember(RoomId room, Actor actor, Target target) implements ChatCommand<Posted> {}
