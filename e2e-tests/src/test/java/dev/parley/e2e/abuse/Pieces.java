package dev.parley.e2e.abuse;

import dev.parley.testkit.stomp.StompFrame;
import java.nio.charset.StandardCharsets;

/** What abusers send. */
final class Pieces {
    static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:0,0\n\n\0";
    /** With this, what is refused does not end the connection. */
    static final String HEAR_REFUSALS = "SUBSCRIBE\nid:errors\ndestination:/user/queue/errors\n\n\0";

    private static final int BYTES = 64 * 1024;

    private Pieces() {}

    /** So many times that text as fit 64 KiB, to be sent without an end. */
    static byte[] endless(String text) {
        return text.repeat(BYTES / text.length()).getBytes(StandardCharsets.UTF_8);
    }

    static String send(String destination, String contentType, String body) {
        return "SEND\ndestination:" + destination + "\ncontent-type:" + contentType + "\n\n" + body + "\0";
    }

    /** A text to a room, with a receipt. */
    static StompFrame message(String room, String receipt, String text) {
        String destination = "/publish/chat/room/" + room;
        return StompFrame.of("SEND", "destination", destination, "content-type", "text/plain", "receipt", receipt)
                .withBody(text);
    }

    static String subscribe(String id, String room) {
        return "SUBSCRIBE\nid:" + id + "\ndestination:/subscribe/chat/room/" + room + "\n\n\0";
    }

    static String unsubscribe(String id) {
        return "UNSUBSCRIBE\nid:" + id + "\n\n\0";
    }

    /** An HTTP request with a body of that length, which may come later. */
    static String post(String path, long contentLength, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + contentLength + "\r\n\r\n";
    }

    static String post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8).length, "Connection: close\r\n") + body;
    }
}
