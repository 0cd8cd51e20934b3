package dev.parley.contracts.chat;

import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;

/**
 * Committed, at this position.
 *
 * @param id the event's own id
 * @param body the event as everybody gets it
 * @param duplicate whether it had been stored before; the position is then the first one
 */
public record Posted(Position position, String id, EventBody body, boolean duplicate) implements ChatReply {}
