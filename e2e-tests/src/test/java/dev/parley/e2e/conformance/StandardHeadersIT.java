package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AtEachDoor
@DisplayName("STOMP 1.2, \"Repeated Header Entries\" and headers that nobody knows")
class StandardHeadersIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    StandardHeadersIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void ofARepeatedHeaderTheFirstCounts() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:first", "receipt:second"));

        client.nextReceipt("first");
        client.isAlive();
    }

    @Test
    void aSecondDestinationChangesNothing() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "destination:/nowhere", "receipt:live"));

        client.nextReceipt("live");
    }

    @Test
    void anEmptyFirstValueIsNotReplacedByTheSecond() {
        Client client = clients.connected();

        client.write(frame("SUBSCRIBE", "id:1", "destination:", "destination:" + NOTIFICATIONS));

        client.refused();
    }

    @Test
    void ofARepeatedAcceptVersionTheFirstCounts() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.1", "accept-version:1.2"));

        assertThat(client.next("CONNECTED").header("version")).contains("1.1");
    }

    @Test
    void aMessageHasTheFirstValueFirst() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "x", "foo:World", "foo:Hello");

        Received message = reader.nextMessage("x");
        assertThat(message.header("foo")).contains("World");
    }

    @Test
    void headersThatNobodyKnowsAreNoFault() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "host:parley", "client-id:x", "x-y:z"));
        client.next("CONNECTED");
        client.write(subscribe("1", NOTIFICATIONS, "selector:a = b", "prefetch-count:1", "receipt:live"));

        client.nextReceipt("live");
    }
}
