package dev.parley.chat.domain;

import dev.parley.contracts.model.UserId;
import java.util.Optional;

/**
 * What a person is in a room from now on.
 *
 * @param now the membership, or empty for one who is no member any more
 */
public record MembershipChange(UserId user, Optional<Membership> now) {}
