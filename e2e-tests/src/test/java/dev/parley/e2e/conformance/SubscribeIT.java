package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"SUBSCRIBE\", \"SUBSCRIBE id Header\" and \"SUBSCRIBE ack Header\"")
class SubscribeIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    SubscribeIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void messagesComeFromNowOn() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.publish(topic, "one");
        writer.publish(topic, "two");

        reader.nextMessage("one");
        reader.nextMessage("two");
    }

    @Test
    void aDestinationIsRequired() {
        Client client = clients.connected();

        client.write(frame("SUBSCRIBE", "id:1", "receipt:r"));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @Test
    void anIdIsRequired() {
        Client client = clients.connected();

        client.write(frame("SUBSCRIBE", "destination:" + NOTIFICATIONS, "receipt:r"));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "",
                "/subscribe/chat",
                "/publish/chat/message",
                "/topic",
                "/queue/",
                "/user/someone/queue/x"
            })
    void aDestinationThatIsNoneIsRefused(String destination) {
        Client client = clients.connected();

        client.write(subscribe("1", destination, "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void anIdIsForOneSubscriptionOfAConnection() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:first"));
        client.nextReceipt("first");
        client.write(subscribe("1", Clients.aTopic(), "receipt:second"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("second");
    }

    @Test
    void anIdIsFreeAgainAfterUnsubscribe() {
        Client client = clients.connected();

        client.write(
                subscribe("1", NOTIFICATIONS, "receipt:first"),
                frame("UNSUBSCRIBE", "id:1"),
                subscribe("1", NOTIFICATIONS, "receipt:again"));

        client.nextReceipt("first");
        client.nextReceipt("again");
    }

    @Test
    void anIdIsForOneConnection() {
        String topic = Clients.aTopic();
        Client one = clients.subscribed(topic);
        Client other = clients.subscribed(topic);

        clients.connected().publish(topic, "x");

        one.nextMessage("x");
        other.nextMessage("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "a b", "sub\\cone", "안녕", "\\\\", " x "})
    void anIdIsAnyText(String id) {
        String topic = Clients.aTopic();
        Client client = clients.connected();
        client.write(subscribe(id, topic, "receipt:live"));
        client.nextReceipt("live");

        clients.connected().publish(topic, "x");

        assertThat(client.nextMessage("x").headers("subscription")).containsExactly(id);
        client.write(frame("UNSUBSCRIBE", "id:" + id, "receipt:gone"));
        client.nextReceipt("gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "client", "client-individual"})
    void theModesOfAcknowledgementAreThree(String mode) {
        Client client = clients.connected();

        client.write(subscribe("1", Clients.aTopic(), "ack:" + mode, "receipt:topic"));
        client.write(subscribe("2", Clients.aQueue(), "ack:" + mode, "receipt:queue"));
        client.write(subscribe("3", "/subscribe/chat/room/" + Clients.aName("room"), "ack:" + mode, "receipt:room"));

        client.nextReceipt("topic");
        client.nextReceipt("queue");
        client.nextReceipt("room");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AUTO", "Client", "client_individual", "none", " auto"})
    void anotherModeIsRefused(String mode) {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "ack:" + mode, "receipt:r"));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @Test
    void withoutAModeNothingIsToBeAcknowledged() {
        String topic = Clients.aTopic();
        Client unsaid = clients.subscribed(topic);
        Client said = clients.subscribed(topic, "ack:auto");

        clients.connected().publish(topic, "x");

        assertThat(unsaid.nextMessage("x").headers("ack")).isEmpty();
        assertThat(said.nextMessage("x").headers("ack")).isEmpty();
    }
}
