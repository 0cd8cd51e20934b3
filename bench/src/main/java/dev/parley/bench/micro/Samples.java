package dev.parley.bench.micro;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames and events as they are in real life, with a text of 256 bytes. */
final class Samples {
    static final RoomId ROOM = new RoomId("general");
    static final Epoch EPOCH = new Epoch("7f5b647e-0018-4ac4-af9b-5d2a3be862d6");

    private static final String TEXT = "lorem ipsum dolor".repeat(15) + ".";

    private Samples() {}

    /** What a client sends. */
    static Buffer send() {
        return Buffer.buffer("SEND\ndestination:/publish/chat/room/general\ncontent-type:text/plain\nreceipt:r-1042\n"
                + "client-message-id:0192f0c1-7d2a-7c31-9a4e-1f0e5b7c2d10\n\n" + TEXT + '\0');
    }

    /** The headers of an event's MESSAGE. */
    static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("message-id", ROOM + "-1042");
        headers.put("destination", "/subscribe/chat/room/" + ROOM);
        headers.put("content-type", "application/json");
        headers.put("seq", "1042");
        headers.put("epoch", EPOCH.value());
        headers.put("event", "CHAT");
        return headers;
    }

    /** The JSON of an event. */
    static byte[] body() {
        String json =
                "{\"type\":\"CHAT\",\"chatRoomId\":\"general\",\"seq\":1042,\"id\":\"0192f0c1-7d2a-7c31-9a4e-1f0e5b7c2d10\","
                        + "\"writer\":\"alice\",\"writerId\":\"98102eb1-78cb-4a9a-ac37-48b4fe09cbb5\",\"message\":\""
                        + TEXT
                        + "\",\"sentAt\":\"2026-11-22T09:30:00.123Z\"}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** A commit of so many events. */
    static RoomAdvanced announcement(long first, int events) {
        return new RoomAdvanced(ROOM, EPOCH, events(first, events));
    }

    /** Events with the sequences from {@code first} on. */
    static List<LoggedEvent> events(long first, int count) {
        EventBody body = new EventBody(body());
        List<LoggedEvent> events = new ArrayList<>(count);
        for (long sequence = first; sequence < first + count; sequence++) {
            events.add(new LoggedEvent(sequence, EventType.CHAT, new ClientMessageId("c-" + sequence), body));
        }
        return events;
    }
}
