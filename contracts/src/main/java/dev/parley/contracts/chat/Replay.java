package dev.parley.contracts.chat;

import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription that wants some of the log first says of itself, for the owner to look at what it knows.
 *
 * @param after the subscriber has everything up to this sequence, or null
 * @param epoch the log that {@code after} is of, or null for whichever there is
 * @param name whose marker is wanted, or null
 */
public record Replay(
        @Nullable Long after,
        @Nullable Epoch epoch,
        @Nullable DurableName name) {}
