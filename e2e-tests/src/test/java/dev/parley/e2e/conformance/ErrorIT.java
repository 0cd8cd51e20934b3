package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.frameWith;
import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AtEachDoor
@DisplayName("STOMP 1.2, \"ERROR\" and \"Connection Lingering\"")
class ErrorIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";
    private static final String SECRET = "do-not-repeat-this";

    @RegisterExtension
    final Clients clients;

    ErrorIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void itSaysWhatIsWrongTwice() {
        Client client = clients.connected();

        client.write(send("/nowhere", "x", "receipt:r"));

        Received error = client.refusedAs("not-found");
        assertThat(error.header("message").orElseThrow()).isNotBlank();
        assertThat(error.header("content-type").orElseThrow()).startsWith("application/json");
        assertThat(error.headers("content-length"))
                .containsExactly(Integer.toString(error.body().length()));
        JsonObject body = new JsonObject(error.text());
        assertThat(body.getString("code")).isEqualTo("not-found");
        assertThat(body.getString("detail")).isNotBlank();
        assertThat(body.getString("destination")).isEqualTo("/nowhere");
        assertThat(body.getString("receiptId")).isEqualTo("r");
    }

    @Test
    void itNamesTheReceiptOfTheFrameThatIsRefused() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:good"), frame("SUBSCRIBE", "id:2", "receipt:b\\cad"));

        client.nextReceipt("good");
        assertThat(client.refused().headers("receipt-id")).containsExactly("b\\cad");
    }

    @Test
    void withoutAReceiptItNamesNone() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:good"), frame("SUBSCRIBE", "id:2"));

        client.nextReceipt("good");
        assertThat(client.refused().headers("receipt-id")).isEmpty();
    }

    @Test
    void itIsTheLastFrameAndNothingThatFollowsIsExecuted() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frameWith("x", "SEND"), send(topic, "smuggled", "receipt:never"));
        writer.refusedAs("bad-request");
        clients.connected().publish(topic, "last");

        reader.nextMessage("last");
    }

    @Test
    void nothingThatFollowsIsExecutedInARoom() {
        String room = Clients.aName("room");
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);
        Client writer = clients.connected();

        writer.write(frame("NONSENSE"), send("/publish/chat/room/" + room, "smuggled"));
        writer.refusedAs("bad-request");
        writer.write(send("/publish/chat/room/" + room, "smuggled"));

        clients.connected().publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");
        assertThat(reader.next("MESSAGE").header("seq")).contains("1");
    }

    @Test
    void whatCameBeforeIsStillDone() {
        Client client = clients.connected();
        String room = Clients.aName("room");

        client.write(
                send("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}", "receipt:a"),
                subscribe("1", NOTIFICATIONS, "receipt:b"),
                frame("NONSENSE"));

        client.nextReceipt("a");
        client.nextReceipt("b");
        client.refusedAs("bad-request");
    }

    @Test
    void itIsReadBeforeTheEndAlsoByAClientThatGoesOnSending() {
        Client client = clients.connected();
        String more = send("/publish/chat/typing", "x".repeat(10_000));

        client.write(frame("NONSENSE"));
        for (int i = 0; i < 10; i++) {
            client.write(more);
        }

        client.refusedAs("bad-request");
    }

    @Test
    void itDoesNotRepeatWhatTheClientSent() {
        Client client = clients.connected();

        client.write(frameWith(SECRET, "SEND", "x-own:" + SECRET, "Authorization:Bearer " + SECRET));

        assertThat(client.refused().toString()).doesNotContain(SECRET);
    }

    @Test
    void anUnknownCommandIsNotRepeated() {
        Client client = clients.connected();

        client.write(frame(SECRET));

        assertThat(client.refused().toString()).doesNotContain(SECRET);
    }

    @Test
    void withAnErrorQueueARefusedFrameIsToldThereAndTheConnectionStays() {
        Client client = clients.connected();
        client.write(subscribe("e", "/user/queue/errors", "receipt:live"));
        client.nextReceipt("live");

        client.write(send("/nowhere", "x", "receipt:r"), subscribe("1", "/nowhere", "receipt:s"));

        for (String receipt : new String[] {"r", "s"}) {
            Received refusal = client.next("MESSAGE");
            assertThat(refusal.headers("subscription")).containsExactly("e");
            assertThat(refusal.headers("code")).containsExactly("not-found");
            assertThat(refusal.headers("receipt-id")).containsExactly(receipt);
            assertThat(refusal.header("message").orElseThrow()).isNotBlank();
            assertThat(refusal.header("message-id").orElseThrow()).isNotBlank();
            assertThat(refusal.header("destination")).contains("/user/queue/errors");
        }
        client.isAlive();
    }
}
