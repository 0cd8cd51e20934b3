package dev.parley.contracts.chat;

/** What a member may do in a room. The lower-case name is what clients see. */
public enum Role {
    OWNER,
    MODERATOR,
    MEMBER,
    /** Reads, never posts. */
    READER
}
