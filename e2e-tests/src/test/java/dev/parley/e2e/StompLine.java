package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** STOMP, at one of its doors. Refusals come to its queue and do not end it. */
final class StompLine implements Line {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BEFORE_IT_ASKS_AGAIN = Duration.ofMillis(200);
    private static final String LIVE = "live";
    private static final String ERRORS = "errors";

    private final StompClient client;
    private int asked;

    /** @param door {@code ws}, {@code tcp} or {@code sockjs} */
    StompLine(Gateway gateway, String door, String token) {
        client = gateway.open(door, List.of());
        try {
            client.connect("passcode", token);
            subscribe(ERRORS, "/user/queue/errors");
        } catch (AssertionError | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public void listen(String room) {
        subscribe(LIVE, "/subscribe/chat/room/" + room);
    }

    @Override
    public long say(String room, String id) {
        return ask(receipt -> StompFrame.of(
                                "SEND",
                                "destination",
                                "/publish/chat/room/" + room,
                                "client-message-id",
                                id,
                                "receipt",
                                receipt)
                        .withBody("this is " + id))
                .number("seq");
    }

    @Override
    public void hear(String id) {
        client.expect("MESSAGE " + id, frame -> isOf(LIVE, frame) && isSaidAs(id, frame), PATIENCE);
    }

    @Override
    public void read(String room, long sequence, String id) {
        String past = "past-" + asked;
        subscribe(past, "/subscribe/chat/room/" + room, "history", "1");
        StompFrame last = client.expect(
                "MESSAGE " + id + " of history", frame -> isOf(past, frame) && isSaidAs(id, frame), PATIENCE);
        assertThat(last.number("seq")).isEqualTo(sequence);
        unsubscribe(past);
    }

    @Override
    public void lookWhoIsThere(String room) {
        String who = "who-" + asked;
        subscribe(who, "/subscribe/chat/room/" + room + "/presence");
        client.expect(
                "who is in " + room,
                frame -> isOf(who, frame) && frame.header("event").equals(Optional.of("SNAPSHOT")),
                PATIENCE);
        unsubscribe(who);
    }

    @Override
    public boolean isClosed() {
        return client.isClosed();
    }

    @Override
    public void close() {
        client.close();
    }

    private void subscribe(String id, String destination) {
        ask(receipt -> StompFrame.of("SUBSCRIBE", "id", id, "destination", destination, "receipt", receipt));
    }

    private void subscribe(String id, String destination, String name, String value) {
        ask(receipt ->
                StompFrame.of("SUBSCRIBE", "id", id, "destination", destination, name, value, "receipt", receipt));
    }

    /** Ends a subscription, and forgets what else it brought. */
    private void unsubscribe(String id) {
        ask(receipt -> StompFrame.of("UNSUBSCRIBE", "id", id, "receipt", receipt));
        Optional<StompFrame> left;
        do {
            left = client.poll(frame -> isOf(id, frame), Duration.ZERO);
        } while (left.isPresent());
    }

    /** The RECEIPT of a frame, as it is with each new receipt; whoever has had enough closes the connection. */
    private StompFrame ask(Function<String, StompFrame> frame) {
        while (true) {
            String receipt = "r" + asked++;
            StompFrame sent = frame.apply(receipt);
            client.send(sent);
            StompFrame answer =
                    client.expect("an answer to " + sent, received -> isAnswer(receipt, received), PATIENCE);
            if (answer.command().equals("RECEIPT")) {
                return answer;
            }
            assertThat(answer.header("code")).as("%s", answer).contains("unavailable");
            LockSupport.parkNanos(BEFORE_IT_ASKS_AGAIN.toNanos());
        }
    }

    private static boolean isAnswer(String receipt, StompFrame frame) {
        return frame.header("receipt-id").equals(Optional.of(receipt))
                && (frame.command().equals("RECEIPT") || isOf(ERRORS, frame));
    }

    private static boolean isOf(String subscription, StompFrame frame) {
        return frame.command().equals("MESSAGE") && frame.header("subscription").equals(Optional.of(subscription));
    }

    private static boolean isSaidAs(String id, StompFrame frame) {
        return frame.header("client-message-id").equals(Optional.of(id));
    }
}
