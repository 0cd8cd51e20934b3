package dev.parley.chat.domain;

import dev.parley.contracts.model.Epoch;
import java.time.Instant;

/**
 * When a decision is taken, and the randomness it may need.
 *
 * @param freshEpoch the epoch of a room that comes into being now
 */
public record Moment(Instant now, Epoch freshEpoch) {}
