package dev.parley.contracts.chat;

/** Who may know of a room. The lower-case name is what clients see. */
public enum Visibility {
    /** Anyone authenticated may find, read and subscribe; members post. */
    PUBLIC,
    /** Exists for its members only. */
    PRIVATE,
    /** The one private room of exactly these people. */
    DIRECT
}
