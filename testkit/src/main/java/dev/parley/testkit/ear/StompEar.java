package dev.parley.testkit.ear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** At a door of STOMP. */
final class StompEar implements Ear {
    private static final String NOTICES = "notices";
    private static final String ERRORS = "errors";

    private final StompClient client;
    private int receipts;

    StompEar(StompClient client, String token) {
        this.client = client;
        client.connect("Authorization", "Bearer " + token);
        subscribe(NOTICES, "/user/queue/notifications");
        subscribe(ERRORS, "/user/queue/errors");
    }

    private void subscribe(String id, String destination) {
        String receipt = "r-" + ++receipts;
        client.send(StompFrame.of("SUBSCRIBE", "id", id, "destination", destination, "receipt", receipt));
        client.expect("RECEIPT of " + destination, frame -> isReceipt(frame, receipt), PATIENCE);
    }

    private static boolean isReceipt(StompFrame frame, String receipt) {
        return frame.command().equals("RECEIPT")
                && frame.header("receipt-id").filter(receipt::equals).isPresent();
    }

    private static boolean isOf(StompFrame frame, String subscription) {
        return frame.command().equals("MESSAGE")
                && frame.header("subscription").filter(subscription::equals).isPresent();
    }

    @Override
    public void listen(String room) {
        subscribe("room " + room, "/subscribe/chat/room/" + room);
    }

    @Override
    public void watch(String room) {
        subscribe("presence " + room, "/subscribe/chat/room/" + room + "/presence");
        Eventually.within(PATIENCE, () -> assertThat(presence(room)).isNotEmpty());
    }

    @Override
    public List<JsonObject> events(String room) {
        return bodies("room " + room);
    }

    @Override
    public List<JsonObject> presence(String room) {
        return bodies("presence " + room);
    }

    @Override
    public List<JsonObject> notices() {
        return bodies(NOTICES);
    }

    private List<JsonObject> bodies(String subscription) {
        return client.unread().stream()
                .filter(frame -> isOf(frame, subscription))
                .map(StompFrame::json)
                .toList();
    }

    @Override
    public Optional<String> say(String room, String text) {
        String receipt = "r-" + ++receipts;
        client.send(StompFrame.of("SEND", "destination", "/publish/chat/room/" + room, "receipt", receipt)
                .withBody(new JsonObject().put("message", text).encode()));
        StompFrame answer = client.expect(
                "an answer to a SEND", frame -> isReceipt(frame, receipt) || isOf(frame, ERRORS), PATIENCE);
        return answer.command().equals("RECEIPT") ? Optional.empty() : answer.header("code");
    }

    @Override
    public void close() {
        client.close();
    }
}
