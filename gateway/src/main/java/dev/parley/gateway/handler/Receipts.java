package dev.parley.gateway.handler;

import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.stomp.Header;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a RECEIPT says beside its id. */
final class Receipts {
    private Receipts() {}

    /** Where an event was committed. */
    static Map<String, String> of(RoomId room, Posted posted) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.SEQ, Long.toString(posted.position().sequence()));
        headers.put(Header.EPOCH, posted.position().epoch().value());
        headers.put(Header.MESSAGE_ID, room + "-" + posted.position().sequence());
        headers.put(Header.DUPLICATE, Boolean.toString(posted.duplicate()));
        return headers;
    }
}
