package dev.parley.e2e.conformance;

import dev.parley.testkit.stomp.WebSocketWire;
import dev.parley.testkit.stomp.Wire;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** SockJS on its WebSocket transport. */
final class SockJsWebSocketWire implements Wire {
    private final WebSocketWire socket;

    /** @param door where the SockJS door is, with ws instead of http */
    SockJsWebSocketWire(URI door, Receiver receiver) {
        SockJsMessages messages = new SockJsMessages(receiver);
        URI session = URI.create(door + "/000/" + UUID.randomUUID() + "/websocket");
        this.socket = new WebSocketWire(session, List.of(), new Receiver() {
            @Override
            public void onBytes(byte[] bytes) {
                messages.onFrame(new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void onClosed(String why) {
                messages.onClosed(why);
            }
        });
        messages.awaitOpen();
    }

    @Override
    public void send(byte[] bytes) {
        socket.send(SockJsMessages.packed(bytes).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void cut() {
        socket.cut();
    }
}
