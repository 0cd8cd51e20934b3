package dev.parley.contracts.chat;

/** What an event of a room's log is (docs/protocol.md, "MESSAGE from a room's log"). The name is what clients see. */
public enum EventType {
    CHAT,
    JOIN,
    LEAVE,
    EDIT,
    DELETE,
    REACT,
    UNREACT,
    PIN,
    UNPIN,
    INVITE,
    KICK,
    BAN,
    UNBAN,
    ROLE,
    ROOM
}
