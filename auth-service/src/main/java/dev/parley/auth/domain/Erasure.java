package dev.parley.auth.domain;

import dev.parley.contracts.model.UserId;
import java.time.Instant;

/** That a user was erased, whose words are still to be. */
public record Erasure(UserId user, Instant erasedAt) {}
