package dev.parley.testkit.stomp;

import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** STOMP in SockJS messages on the SockJS WebSocket transport (SockJS 0.3.3, "WebSocket"). */
final class SockJsWire implements Wire {
    private final WebSocketWire socket;

    /** @param uri that of the SockJS door, with ws instead of http */
    SockJsWire(URI uri, Receiver receiver) {
        String session = "/000/" + UUID.randomUUID().toString().replace("-", "") + "/websocket";
        this.socket = new WebSocketWire(URI.create(uri + session), List.of(), unpacked(receiver));
    }

    /** Takes SockJS frames, and gives what is in them. */
    static Receiver unpacked(Receiver receiver) {
        return new Receiver() {
            @Override
            public void onBytes(byte[] bytes) {
                String message = new String(bytes, StandardCharsets.UTF_8);
                if (message.startsWith("a")) {
                    new JsonArray(message.substring(1))
                            .forEach(part -> receiver.onBytes(part.toString().getBytes(StandardCharsets.UTF_8)));
                } else if (message.startsWith("c")) {
                    receiver.onClosed("SockJS close " + message.substring(1));
                }
            }

            @Override
            public void onClosed(String why) {
                receiver.onClosed(why);
            }
        };
    }

    /** A text as a SockJS message. */
    static String packed(byte[] bytes) {
        return new JsonArray().add(new String(bytes, StandardCharsets.UTF_8)).encode();
    }

    @Override
    public void send(byte[] bytes) {
        socket.send(packed(bytes).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void cut() {
        socket.cut();
    }
}
