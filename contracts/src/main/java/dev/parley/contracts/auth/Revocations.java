package dev.parley.contracts.auth;

import java.util.List;

/**
 * What was revoked, in the order of its numbers. None has a number between the one that was asked for and the last one here
 * and is missing, unless it does not matter any more.
 *
 * @param hasMore whether there are more behind the last one
 */
public record Revocations(List<NumberedRevocation> items, boolean hasMore) implements AuthReply {
    public Revocations {
        items = List.copyOf(items);
    }
}
