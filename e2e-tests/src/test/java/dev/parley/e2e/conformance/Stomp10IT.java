package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.frameWith;
import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.0, where it differs from 1.1 and 1.2")
class Stomp10IT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    private final String topic = Clients.aTopic();

    Stomp10IT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aSessionBeginsWithoutAnyHeader() {
        Client client = clients.open();

        client.write("CONNECT\n\n\0\n");

        assertThat(client.next("CONNECTED").header("session").orElseThrow()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\cb", "a\\\\b", "a\\tb", "\\"})
    void nothingIsAnEscape(String value) {
        Client client = clients.speaking("1.0");

        client.write(frame("SUBSCRIBE", "destination:" + NOTIFICATIONS, "receipt:" + value));

        client.nextReceipt(value);
    }

    @Test
    void aColonInAValueStandsForItself() {
        Client client = clients.speaking("1.0");

        client.write(frame("SUBSCRIBE", "destination:" + NOTIFICATIONS, "receipt:a:b"));

        client.nextReceipt("a:b");
    }

    @Test
    void headersMayBePaddedAsTheExamplesAre() {
        Client client = clients.speaking("1.0");

        client.write("SUBSCRIBE\ndestination: " + NOTIFICATIONS + "\nack: auto\nreceipt:padded\n\n\0");

        client.nextReceipt("padded");
    }

    @Test
    void aSubscriptionNeedsNoId() {
        Client reader = clients.speaking("1.0");
        reader.write(frame("SUBSCRIBE", "destination:" + topic, "receipt:live"));
        reader.nextReceipt("live");

        clients.connected().publish(topic, "x");

        Received message = reader.nextMessage("x");
        assertThat(message.headers("destination")).containsExactly(topic);
        assertThat(message.header("message-id").orElseThrow()).isNotBlank();
    }

    @Test
    void aRoomsSubscriptionNeedsNoIdEither() {
        Client reader = clients.speaking("1.0");
        String room = Clients.aName("room");
        reader.write(frame("SUBSCRIBE", "destination:/subscribe/chat/room/" + room, "receipt:live"));
        reader.nextReceipt("live");

        clients.connected().publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");

        assertThat(reader.next("MESSAGE").headers("message-id")).containsExactly(room + "-1");
    }

    @Test
    void aSubscriptionThatHasAnIdIsNamedInItsMessages() {
        Client reader = clients.speaking("1.0");
        reader.write(subscribe("mine", topic, "receipt:live"));
        reader.nextReceipt("live");

        clients.connected().publish(topic, "x");

        assertThat(reader.nextMessage("x").headers("subscription")).containsExactly("mine");
    }

    @Test
    void theBodyOfSubscribeIsIgnored() {
        Client client = clients.speaking("1.0");

        client.write(frameWith("whatever", "SUBSCRIBE", "destination:" + NOTIFICATIONS, "receipt:live"));

        client.nextReceipt("live");
    }

    @Test
    void aSubscriptionWithoutAnIdEndsByItsDestination() {
        Client reader = clients.speaking("1.0");
        String room = Clients.aName("room");
        String log = "/subscribe/chat/room/" + room;

        reader.write(
                frame("SUBSCRIBE", "destination:" + log), frame("UNSUBSCRIBE", "destination:" + log, "receipt:gone"));
        reader.nextReceipt("gone");
        reader.write(send("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}", "receipt:joined"));

        reader.nextReceipt("joined");
        reader.write(frame("DISCONNECT", "receipt:bye"));
        reader.nextReceipt("bye");
    }

    @Test
    void aSubscriptionWithAnIdEndsByIt() {
        Client reader = clients.speaking("1.0");

        reader.write(subscribe("1", NOTIFICATIONS), frame("UNSUBSCRIBE", "id:1", "receipt:gone"));

        reader.nextReceipt("gone");
    }

    @Test
    void unsubscribeNeedsOneOfBoth() {
        Client reader = clients.speaking("1.0");

        reader.write(frame("SUBSCRIBE", "destination:" + NOTIFICATIONS), frame("UNSUBSCRIBE", "receipt:r"));

        assertThat(reader.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @Test
    void aMessageIsAcknowledgedByItsIdAlone() {
        Client reader = clients.speaking("1.0");
        reader.write(frame("SUBSCRIBE", "destination:" + topic, "ack:client", "receipt:live"));
        reader.nextReceipt("live");
        clients.connected().publish(topic, "x");
        String id = reader.nextMessage("x").header("message-id").orElseThrow();

        reader.write(frame("ACK", "message-id:" + id, "receipt:acknowledged"));

        reader.nextReceipt("acknowledged");
    }

    @Test
    void ackNeedsTheMessagesId() {
        Client reader = clients.speaking("1.0");

        reader.write(frame("ACK", "id:1", "receipt:r"));

        assertThat(reader.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @Test
    void thereIsNoNack() {
        Client reader = clients.speaking("1.0");
        reader.write(frame("SUBSCRIBE", "destination:" + topic, "ack:client", "receipt:live"));
        reader.nextReceipt("live");
        clients.connected().publish(topic, "x");
        String id = reader.nextMessage("x").header("message-id").orElseThrow();

        reader.write(frame("NACK", "message-id:" + id));

        reader.refusedAs("bad-request");
    }

    @Test
    void transactionsAreThere() {
        Client reader = clients.subscribed(topic);
        Client writer = clients.speaking("1.0");

        writer.write(frame("BEGIN", "transaction:t"), send(topic, "inside", "transaction:t"));
        writer.write(send(topic, "outside"), frame("COMMIT", "transaction:t", "receipt:c"));

        writer.nextReceipt("c");
        reader.nextMessage("outside");
        reader.nextMessage("inside");
    }

    @Test
    void aValueFromAnotherVersionAddsNoHeaderAndNoFrame() {
        Client reader = clients.speaking("1.0");
        reader.write(subscribe("s", topic, "receipt:live"));
        reader.nextReceipt("live");

        clients.connected().publish(topic, "x", "own:a\\nforged\\c1\\n\\nMESSAGE", "na\\cme:1", "l\\ni\\cne:1");

        Received message = reader.nextMessage("x");
        assertThat(message.headers("forged")).isEmpty();
        assertThat(message.headers("i")).isEmpty();
        assertThat(message.headers("subscription")).containsExactly("s");
    }
}
