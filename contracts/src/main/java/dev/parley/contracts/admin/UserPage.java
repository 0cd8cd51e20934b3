package dev.parley.contracts.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of users.
 *
 * @param cursor for the next page, or null: this is the last
 */
public record UserPage(List<UserView> items, @Nullable String cursor) implements AdminReply {
    public UserPage {
        items = List.copyOf(items);
    }
}
