package dev.parley.chat.domain;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import java.util.Optional;

/**
 * A change that somebody asks for: well-formed, and not yet decided.
 *
 * @param clientMessageId the name under which the change is done only once
 * @param rule decides it; may be asked again with a newer state when another owner was faster
 */
public record Write(RoomId room, Actor actor, Optional<ClientMessageId> clientMessageId, Rule rule) {
    /** Decides from the state alone: the same state gives the same decision. */
    @FunctionalInterface
    public interface Rule {
        Decision decide(RoomState state, Moment moment);
    }
}
