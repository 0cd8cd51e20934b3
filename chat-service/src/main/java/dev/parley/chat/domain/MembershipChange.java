package dev.parley.chat.domain;

import dev.parley.contracts.model.UserId;
import java.util.Optional;

/**
 * What a person is to a room from now on.
 *
 * @param now empty for one who is nothing to it any more
 */
public record MembershipChange(UserId user, Optional<Standing> now) {}
