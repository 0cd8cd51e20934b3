package dev.parley.standalone.attack;

import dev.parley.gateway.stomp.Destination.Action;
import dev.parley.testkit.stomp.StompFrame;
import java.util.Arrays;
import java.util.stream.Stream;

/** Every SEND that is for a room, as the gateway knows its destinations: one that is added is attacked too. */
final class Sends {
    private static final String ROOM = "ROOM";

    private Sends() {}

    /** One SEND, with {@code ROOM} where the room goes. */
    record Send(String destination, String body) {
        /** The frame for that room, with this receipt. */
        StompFrame to(String room, String receipt) {
            return StompFrame.of("SEND", "destination", destination.replace(ROOM, room), "receipt", receipt)
                    .withBody(body.replace(ROOM, room));
        }

        @Override
        public String toString() {
            return destination + " " + body;
        }
    }

    static Stream<Send> ofRooms() {
        Stream<Send> named = Stream.of(
                new Send("/publish/chat/room/ROOM", "{\"message\":\"let me in\"}"),
                new Send("/publish/chat/room/ROOM", "{\"type\":\"JOIN\"}"));
        return Stream.concat(
                Arrays.stream(Action.values())
                        .flatMap(action -> bodies(action).map(body -> new Send("/publish" + action.path(), body))),
                named);
    }

    private static Stream<String> bodies(Action action) {
        return switch (action) {
            case JOIN, LEAVE -> Stream.of("{\"chatRoomId\":\"ROOM\"}");
            case MESSAGE -> Stream.of("{\"chatRoomId\":\"ROOM\",\"message\":\"let me in\"}");
            case CHAT ->
                Stream.of("JOIN", "LEAVE", "CHAT", "MESSAGE")
                        .map(type -> "{\"type\":\"" + type + "\",\"chatRoomId\":\"ROOM\",\"message\":\"let me in\"}");
            case TYPING -> Stream.of("{\"chatRoomId\":\"ROOM\",\"typing\":true}");
            case REFRESH_TOKEN -> Stream.empty(); // names no room
        };
    }
}
