package dev.parley.e2e.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Well-formed frames, too many of them. */
@ExtendWith(Unharmed.class)
@Timeout(120)
class StormIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void subscribingAndUnsubscribingWithoutAnEndIsServedAndLeavesNothing(AbusedParley parley) {
        try (StompClient client = parley.gateway().open("tcp", List.of())) {
            client.connect();
            for (int i = 0; i < Sizes.times(1_000); i++) {
                client.sendRaw(
                        (Pieces.subscribe("s" + i, "storm" + i % 50) + Pieces.unsubscribe("s" + i)).getBytes(UTF_8));
            }
            client.send(StompFrame.of("UNSUBSCRIBE", "id", "none", "receipt", "last"));

            client.expect("an answer to the last", StormIT::isAnswerToLast, PATIENCE);
        }
    }

    private static boolean isAnswerToLast(StompFrame frame) {
        return frame.header("receipt-id").filter("last"::equals).isPresent();
    }

    @Test
    void oneSubscriptionTooManyEndsTheConnection(AbusedParley parley) {
        try (RawClient client = parley.tcp()) {
            client.send(Pieces.CONNECT).send(Pieces.HEAR_REFUSALS);
            for (int i = 0; i < Bounds.MAX_SUBSCRIPTIONS; i++) {
                client.send(Pieces.subscribe("s" + i, "many" + i % 10));
            }

            assertThat(client.readToEnd()).contains("ERROR\n").contains("\ncode:too-large\n");
        }
    }

    @Test
    void registrationsAtTheBridgeAreBounded(AbusedParley parley) {
        try (RawClient client = parley.http()) {
            RawWebSocket.upgrade(client, "/eventbus/websocket");
            for (int i = 0; i <= Bounds.MAX_SUBSCRIPTIONS; i++) {
                client.send(RawWebSocket.text("{\"type\":\"register\",\"address\":\"chat.presence.many" + i + "\"}"));
            }
            assertThat(client.readUntil("\"address\":\"chat.presence.many" + Bounds.MAX_SUBSCRIPTIONS + "\""))
                    .contains("\"type\":\"err\"");

            for (int i = 0; i < Sizes.times(200); i++) {
                String address = "\"address\":\"chat.presence.many" + i % 50 + "\"}";
                client.send(RawWebSocket.text("{\"type\":\"unregister\"," + address));
                client.send(RawWebSocket.text("{\"type\":\"register\"," + address));
                client.send(RawWebSocket.text("{\"type\":\"ping\"}"));
            }
            client.send(RawWebSocket.text("{\"type\":\"send\",\"address\":\"chat.nowhere\",\"body\":{}}"));
            client.readUntil("nothing can be sent to this address\"}");
        }
    }

    @Test
    void wrongPasswordsAreRefusedWhileGuestsStillGetIn(AbusedParley parley) {
        String wrong = "CONNECT\naccept-version:1.2\nlogin:mallory%d\npasscode:guess\n\n\0";
        List<RawClient> guessers = new ArrayList<>();
        try (StompClient guest = parley.gateway().open("ws", List.of())) {
            for (int i = 0; i < Sizes.times(100); i++) {
                guessers.add(parley.tcp().send(wrong.replace("%d", Integer.toString(i))));
            }
            guest.connect();

            assertThat(guessers)
                    .allSatisfy(guesser -> assertThat(guesser.readToEnd())
                            .startsWith("ERROR\n")
                            .containsPattern("\ncode:(unauthenticated|unavailable|rate-limited|bad-request)\n"));
        } finally {
            guessers.forEach(RawClient::close);
        }
    }

    @Test
    void sendingFasterThanAllowedIsRefusedAndTheConnectionStays(AbusedParley parley) {
        String message = Pieces.send("/publish/chat/room/fast", "text/plain", "hi");
        try (RawClient client = parley.tcp()) {
            client.send(Pieces.CONNECT).send(Pieces.HEAR_REFUSALS);
            client.send(message.repeat(Sizes.times(500)));
            client.readUntil("\ncode:rate-limited\n");
            client.send("DISCONNECT\nreceipt:polite\n\n\0");

            assertThat(client.readToEnd()).doesNotContain("ERROR\n").contains("RECEIPT\nreceipt-id:polite\n");
        }
        try (RawClient client = parley.tcp()) {
            client.send(Pieces.CONNECT).send(message.repeat(Sizes.times(500)));

            assertThat(client.readToEnd()).contains("ERROR\n").contains("\ncode:rate-limited\n");
        }
    }

    /** Frames come faster than rooms can be joined, on several connections, and each is as long as may be. */
    @Test
    void longFramesThatWaitTheirTurnCostABoundOnly(AbusedParley parley) throws Exception {
        int connections = Sizes.times(16);
        String join = "{\"chatRoomId\":\"waiting\",\"ignored\":\"" + "x".repeat(60_000) + "\"}";
        byte[] frame =
                Pieces.send("/publish/chat/join", "application/json", join).getBytes(UTF_8);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try (Crowd crowd = Crowd.of(connections, parley::tcp).say(Pieces.CONNECT.getBytes(UTF_8))) {
            List<Future<Long>> floods = new ArrayList<>();
            for (RawClient client : crowd.all()) {
                floods.add(threads.submit(() -> client.flood(frame, 256L * frame.length)));
            }
            for (Future<Long> flood : floods) {
                flood.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
