package dev.parley.chaos;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether messages go through now: from each gateway to each gateway, in a few rooms, so that each chat process has some. */
final class Canary {
    private static final int ROOMS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Gateway> gateways;

    Canary(List<Gateway> gateways) {
        this.gateways = gateways;
    }

    /** Fails with an {@link AssertionError} where one of the messages is not acknowledged or not delivered. */
    void sing() {
        List<StompClient> clients = new ArrayList<>();
        try {
            for (Gateway gateway : gateways) {
                StompClient client = gateway.open("tcp", List.of());
                clients.add(client);
                connect(client, gateway);
                for (int room = 0; room < ROOMS; room++) {
                    client.send(StompFrame.of(
                            "SUBSCRIBE",
                            "id",
                            "s" + room,
                            "destination",
                            "/subscribe/chat/room/canary-" + room,
                            "receipt",
                            "s" + room));
                }
            }
            clients.forEach(client -> receipts(client, "s"));
            List<String> bodies = new ArrayList<>();
            for (StompClient client : clients) {
                String body = UUID.randomUUID().toString();
                bodies.add(body);
                for (int room = 0; room < ROOMS; room++) {
                    client.send(StompFrame.of(
                                    "SEND", "destination", "/publish/chat/room/canary-" + room, "receipt", "m" + room)
                            .withBody(body));
                }
            }
            clients.forEach(client -> receipts(client, "m"));
            clients.forEach(client -> bodies.forEach(body -> messages(client, body)));
        } finally {
            clients.forEach(StompClient::close);
        }
    }

    private static void connect(StompClient client, Gateway gateway) {
        try {
            client.connect();
        } catch (AssertionError e) {
            throw new AssertionError("at " + gateway.tcp() + ": " + e.getMessage(), e);
        }
    }

    private static void receipts(StompClient client, String prefix) {
        for (int room = 0; room < ROOMS; room++) {
            Optional<String> receipt = Optional.of(prefix + room);
            client.expect(
                    "RECEIPT of " + prefix + room,
                    frame -> frame.command().equals("RECEIPT")
                            && frame.header("receipt-id").equals(receipt),
                    PATIENCE);
        }
    }

    private static void messages(StompClient client, String body) {
        for (int room = 0; room < ROOMS; room++) {
            client.expect(
                    "MESSAGE with " + body,
                    frame -> frame.command().equals("MESSAGE") && frame.body().contains(body),
                    PATIENCE);
        }
    }
}
