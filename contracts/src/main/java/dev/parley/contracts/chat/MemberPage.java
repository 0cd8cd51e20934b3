package dev.parley.contracts.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of members, and what to pass for the next one: null at the end. */
public record MemberPage(List<Member> items, @Nullable String cursor) implements ChatReply {
    public MemberPage {
        items = List.copyOf(items);
    }
}
