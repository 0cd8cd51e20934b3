package dev.parley.gateway.stomp;

import dev.parley.contracts.model.RoomId;

/** What a destination of the wire means (docs/protocol.md, "STOMP destinations"), prefixes taken off. */
public sealed interface Destination {

    /** What {@link App} asks for; the body says of which room. */
    enum Action {
        JOIN("/chat/join"),
        LEAVE("/chat/leave"),
        MESSAGE("/chat/message"),
        /** The {@code type} of the body decides. */
        CHAT("/chat"),
        TYPING("/chat/typing"),
        REFRESH_TOKEN("/auth/refresh");

        private final String path;

        Action(String path) {
            this.path = path;
        }

        /** What follows the application prefix. */
        public String path() {
            return path;
        }
    }

    /** SUBSCRIBE: a room's log. */
    record Room(RoomId id) implements Destination {}

    /** SUBSCRIBE: who is in a room. */
    record RoomPresence(RoomId id) implements Destination {}

    /** SUBSCRIBE: the refusals of this connection's frames. */
    record UserErrors() implements Destination {}

    /** SUBSCRIBE: what concerns this user, on every connection. */
    record UserNotifications() implements Destination {}

    /** SEND or SUBSCRIBE: what is no room and is carried by a broker. */
    sealed interface Brokered extends Destination {}

    /** Each message reaches every subscriber in the cluster. */
    record Topic(String name) implements Brokered {}

    /** Each message reaches one of the subscribers in the cluster. */
    record Queue(String name) implements Brokered {}

    /** Each message reaches every connection of the user that is subscribed to its queue of this name. */
    record UserQueue(String username, String name) implements Brokered {}

    /** SUBSCRIBE: the subscriber's own {@link UserQueue}. */
    record OwnQueue(String name) implements Destination {}

    /** SEND: an action whose room, if it has one, is in the body. */
    record App(Action action) implements Destination {}

    /** SEND: a message, or what {@link Action#CHAT} takes, to the room that is named here. */
    record AppRoom(RoomId id) implements Destination {}
}
