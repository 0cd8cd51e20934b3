package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;

/** A connection at each door of one gateway, signed in with one token. */
final class Doors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<StompClient> stomp;
    private final BridgeSocket bridge;

    Doors(Gateway gateway, String token, String room) {
        stomp = List.of("ws", "tcp", "sockjs", "xhr").stream()
                .map(door -> connected(gateway.open(door, List.of()), token))
                .toList();
        bridge = new BridgeSocket(gateway, token, room);
    }

    static StompClient connected(StompClient client, String token) {
        client.connect("Authorization", "Bearer " + token);
        return client;
    }

    /** Each is told that its rights were taken, and is closed. */
    void endRevoked() {
        stomp.forEach(Doors::endsRevoked);
        bridge.endsRevoked();
    }

    static void endsRevoked(StompClient client) {
        StompFrame error = client.expect("an ERROR", frame -> frame.command().equals("ERROR"), PATIENCE);
        assertThat(error.header("code")).contains("revoked");
        client.expectClosed(PATIENCE);
    }

    @Override
    public void close() {
        stomp.forEach(StompClient::close);
        bridge.close();
    }
}
