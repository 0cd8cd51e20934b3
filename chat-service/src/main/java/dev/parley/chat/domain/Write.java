package dev.parley.chat.domain;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.Optional;

/**
 * A change that somebody asks for: well-formed, and not yet decided.
 *
 * @param clientMessageId the name under which the change is done only once
 * @param target whose standing it may change, perhaps the actor's own: then the state has that, and the owners
 * @param rule decides it; may be asked again with a newer state when another owner was faster
 */
public record Write(
        RoomId room, Actor actor, Optional<ClientMessageId> clientMessageId, Optional<UserId> target, Rule rule) {
    /** Decides from the state alone: the same state gives the same decision. */
    @FunctionalInterface
    public interface Rule {
        Decision decide(RoomState state, Moment moment);
    }
}
