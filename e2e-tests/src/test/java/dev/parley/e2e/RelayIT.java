package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Topics and queues of ActiveMQ Artemis, heard and filled through Parley and beside it. With {@code -Dparley.relay.port},
 * those of a broker that speaks STOMP there, to guest with the passcode guest, as RabbitMQ does when it is fresh.
 */
class RelayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where another broker runs; 0 for none. */
    private static final int ELSEWHERE = Integer.getInteger("parley.relay.port", 0);

    private static @Nullable ArtemisBroker artemis;
    private static int port;
    private static SingleProcess parley;

    /** Nobody else in the test uses this name. */
    private final String name = "place-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        if (ELSEWHERE == 0) {
            artemis = new ArtemisBroker();
        }
        port = artemis == null ? ELSEWHERE : artemis.port();
        parley = new SingleProcess(
                Runs.freshFolder("relay"),
                Map.of(
                        "PARLEY_RELAY_URL", "stomp://127.0.0.1:" + port,
                        "PARLEY_RELAY_LOGIN", "guest",
                        "PARLEY_RELAY_PASSCODE", "guest",
                        "PARLEY_RELAY_VIRTUAL_HOST", "/",
                        "PARLEY_RELAY_HEARTBEAT_MILLIS", "1000",
                        "PARLEY_RELAY_RETRY_MILLIS", "1000"));
    }

    @AfterAll
    static void stop() {
        parley.close();
        if (artemis != null) {
            artemis.close();
        }
    }

    private static StompClient guest(String door) {
        Gateway gateway = parley.gateways().get(0);
        StompClient client = gateway.open(door, List.of());
        client.connect();
        return client;
    }

    /** A client of the broker itself. */
    private static StompClient beside() {
        StompClient client = StompClient.overTcp("127.0.0.1", port);
        client.connect("host", "/", "login", "guest", "passcode", "guest");
        return client;
    }

    private static void subscribe(StompClient client, String id, String destination, String ack) {
        client.send(StompFrame.of(
                "SUBSCRIBE", "id", id, "destination", destination, "ack", ack, "receipt", "subscribed-" + id));
        client.expectReceipt("subscribed-" + id);
    }

    private static void say(StompClient client, String destination, String text) {
        client.send(StompFrame.of("SEND", "destination", destination, "receipt", text, "colour", "blue: light")
                .withBody(text));
    }

    @Test
    void aTopicReachesEverySubscriberThroughParleyAndBeside() {
        String topic = "/topic/" + name;
        try (StompClient tcp = guest("tcp");
                StompClient ws = guest("ws");
                StompClient direct = beside()) {
            subscribe(tcp, "a", topic, "auto");
            subscribe(ws, "b", topic, "auto");
            subscribe(direct, "c", topic, "auto");

            say(ws, topic, "one");
            ws.expectReceipt("one");
            say(direct, topic, "two");

            for (Map.Entry<StompClient, String> reader :
                    Map.of(tcp, "a", ws, "b").entrySet()) {
                StompFrame one = reader.getKey().expectMessage(reader.getValue());
                assertThat(one.body()).isEqualTo("one");
                assertThat(one.header("destination")).contains(topic);
                assertThat(one.header("colour")).contains("blue: light");
                assertThat(one.header("user-name").orElseThrow()).startsWith("guest-");
                assertThat(one.header("receipt")).isEmpty();
                assertThat(reader.getKey().expectMessage(reader.getValue()).body())
                        .isEqualTo("two");
            }
            assertThat(direct.expectMessage("c").body()).isEqualTo("one");
        }
    }

    @Test
    void aQueueReachesOneSubscriber() {
        String queue = "/queue/" + name;
        try (StompClient first = guest("tcp");
                StompClient second = guest("sockjs")) {
            subscribe(first, "q", queue, "auto");
            subscribe(second, "q", queue, "auto");

            for (int i = 0; i < 10; i++) {
                say(first, queue, "m" + i);
                first.expectReceipt("m" + i);
            }

            say(second, "/topic/" + name, "end");
            second.expectReceipt("end");
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(Stream.of(first, second)
                                    .flatMap(subscriber -> subscriber.unread().stream())
                                    .filter(RelayIT::isMessage))
                            .hasSize(10));
        }
    }

    private static boolean isMessage(StompFrame frame) {
        return frame.command().equals("MESSAGE");
    }

    @Test
    void whatIsNotAcknowledgedGoesToSomebodyElse() {
        String queue = "/queue/" + name;
        StompClient careless = guest("ws");
        subscribe(careless, "q", queue, "client");
        for (String text : List.of("one", "two", "three")) {
            say(careless, queue, text);
        }
        careless.expectMessage("q");
        StompFrame two = careless.expectMessage("q");
        careless.expectMessage("q");
        careless.send(StompFrame.of("ACK", "id", two.header("ack").orElseThrow(), "receipt", "acknowledged"));
        careless.expectReceipt("acknowledged");
        careless.close();

        try (StompClient careful = guest("tcp")) {
            subscribe(careful, "q", queue, "client-individual");
            StompFrame three = careful.expectMessage("q");
            assertThat(three.body()).isEqualTo("three");
            careful.send(StompFrame.of("ACK", "id", three.header("ack").orElseThrow(), "receipt", "done"));
            careful.expectReceipt("done");
            careful.expectNothing(Duration.ofSeconds(1));
        }
    }

    @Test
    void aClientThatIsUnsubscribedHearsNothing() {
        String topic = "/topic/" + name;
        try (StompClient reader = guest("tcp");
                StompClient writer = guest("tcp")) {
            subscribe(reader, "gone", topic, "auto");
            subscribe(reader, "here", topic, "auto");
            reader.send(StompFrame.of("UNSUBSCRIBE", "id", "gone", "receipt", "left"));
            reader.expectReceipt("left");

            say(writer, topic, "after");

            reader.expectMessage("here");
            reader.expectNothing(Duration.ofSeconds(1));
        }
    }

    @Test
    void aBrokerThatIsAwayIsSaidToBeAndComesBackToItsSubscribers() {
        assumeThat(artemis).as("a broker that the test may stop").isNotNull();
        ArtemisBroker broker = Objects.requireNonNull(artemis);
        String topic = "/topic/" + name;
        try (StompClient client = guest("ws");
                StompClient room = guest("tcp")) {
            subscribe(client, "errors", "/user/queue/errors", "auto");
            subscribe(client, "t", topic, "auto");

            broker.stop();
            StompFrame refusal = refusedSend(client, topic);
            assertThat(refusal.header("code")).contains("unavailable");
            assertThat(refusal.number("retry-after")).isPositive();
            assertThat(refusal.header("receipt-id")).isPresent();

            say(room, "/publish/chat/room/lobby", "rooms go on");
            room.expectReceipt("rooms go on");

            broker.startAgain();
            assertThat(heardAgain(client, topic)).isTrue();
        }
    }

    /** The gateway may need a moment to see that the broker has gone. */
    private static StompFrame refusedSend(StompClient client, String topic) {
        say(client, topic, "lost");
        return client.expect(
                "a refusal", frame -> frame.header("subscription").equals(Optional.of("errors")), PATIENCE);
    }

    /** Sends until something comes: how long the gateway waits between attempts is its own. */
    private static boolean heardAgain(StompClient client, String topic) {
        for (int attempt = 0; attempt < 120; attempt++) {
            say(client, topic, "again-" + attempt);
            Optional<StompFrame> heard =
                    client.poll(frame -> frame.header("subscription").equals(Optional.of("t")), Duration.ofMillis(500));
            if (heard.isPresent()) {
                return true;
            }
        }
        return false;
    }
}
