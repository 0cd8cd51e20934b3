package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AtEachDoor
@DisplayName("STOMP 1.2, \"UNSUBSCRIBE\"")
class UnsubscribeIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    UnsubscribeIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void nothingOfTheSubscriptionComesAfterTheReceipt() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        reader.write(subscribe("other", topic, "receipt:both"));
        reader.nextReceipt("both");
        Client writer = clients.connected();

        reader.write(frame("UNSUBSCRIBE", "id:s", "receipt:gone"));
        reader.nextReceipt("gone");
        writer.publish(topic, "one");
        writer.publish(topic, "two");

        for (String body : new String[] {"one", "two"}) {
            Received message = reader.nextMessage(body);
            assertThat(message.headers("subscription")).containsExactly("other");
        }
        reader.isAlive();
    }

    @Test
    void nothingOfARoomComesAfterTheReceipt() {
        String room = Clients.aName("room");
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        reader.write(frame("UNSUBSCRIBE", "id:s", "receipt:gone"));
        reader.nextReceipt("gone");
        reader.publish("/publish/chat/room/" + room, "unheard");

        reader.isAlive();
    }

    @Test
    void anIdIsRequired() {
        Client client = clients.connected();
        client.write(subscribe("1", NOTIFICATIONS, "receipt:live"));
        client.nextReceipt("live");

        client.write(frame("UNSUBSCRIBE", "destination:" + NOTIFICATIONS, "receipt:r"));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @Test
    void anIdThatNoSubscriptionHasIsRefused() {
        Client client = clients.connected();

        client.write(frame("UNSUBSCRIBE", "id:none", "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void aSubscriptionEndsOnce() {
        Client client = clients.connected();
        client.write(subscribe("1", NOTIFICATIONS, "receipt:live"));
        client.nextReceipt("live");

        client.write(frame("UNSUBSCRIBE", "id:1", "receipt:gone"), frame("UNSUBSCRIBE", "id:1", "receipt:twice"));

        client.nextReceipt("gone");
        assertThat(client.refused().headers("receipt-id")).containsExactly("twice");
    }

    @Test
    void aSubscriptionOfAnotherConnectionIsNotOnes() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client other = clients.connected();

        other.write(frame("UNSUBSCRIBE", "id:s"));

        other.refused();
        clients.connected().publish(topic, "still there");
        reader.nextMessage("still there");
    }
}
