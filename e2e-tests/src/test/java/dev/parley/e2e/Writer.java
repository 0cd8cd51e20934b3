package dev.parley.e2e;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Somebody who says a number of things over one connection, each with an id and a receipt. Each run takes one thread. */
final class Writer {
    /** What may be on its way at once: few enough that a kill finds most of it unsaid. */
    private static final int WINDOW = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, StompFrame> receipts = new ConcurrentHashMap<>();
    private final List<String> ids;
    private final Gateway gateway;
    private final String door;
    private final String token;
    private final String room;

    Writer(Gateway gateway, String door, String token, String room, String name, int messages) {
        this.gateway = gateway;
        this.door = door;
        this.token = token;
        this.room = room;
        this.ids = IntStream.range(0, messages).mapToObj(i -> name + "-" + i).toList();
    }

    /** The client message ids, in the order in which they are sent. */
    List<String> ids() {
        return ids;
    }

    /** The RECEIPTs so far, by client message id. */
    Map<String, StompFrame> receipts() {
        return receipts;
    }

    /** Says all that has no receipt yet; ends early when the connection breaks. Calls back after every receipt. */
    void sayWhatHasNoReceipt(Runnable onReceipt) {
        List<String> missing =
                ids.stream().filter(id -> !receipts.containsKey(id)).toList();
        try (StompClient client = gateway.open(door, List.of())) {
            client.connect("passcode", token);
            int sent = 0;
            for (int received = 0; received < missing.size(); received++) {
                for (; sent < missing.size() && sent < received + WINDOW; sent++) {
                    say(client, missing.get(sent));
                }
                Optional<StompFrame> receipt =
                        client.poll(frame -> frame.command().equals("RECEIPT"), PATIENCE);
                if (receipt.isEmpty()) {
                    return;
                }
                receipts.put(receipt.get().header("receipt-id").orElseThrow(), receipt.get());
                onReceipt.run();
            }
        } catch (RuntimeException | AssertionError broken) {
            // the process was killed: what has no receipt is not known
        }
    }

    private void say(StompClient client, String id) {
        client.send(StompFrame.of(
                        "SEND", "destination", "/publish/chat/room/" + room, "receipt", id, "client-message-id", id)
                .withBody("this is " + id));
    }
}
