package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three messages are with a reader of a queue; what it leaves unacknowledged goes to the next reader. */
@AtEachDoor
@DisplayName("STOMP 1.2, \"SUBSCRIBE ack Header\": what becomes of messages when the connection ends")
class RedeliveryIT {
    private static final List<String> BODIES = List.of("one", "two", "three");
    private static final String LAST = "last";

    @RegisterExtension
    final Clients clients;

    private final String queue = Clients.aQueue();

    RedeliveryIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void whatIsNotAcknowledgedGoesToAnother() {
        Client reader = clients.subscribed(queue, "ack:client-individual");
        three(reader);

        reader.disconnect();

        assertLeft("one", "two", "three");
    }

    @Test
    void whatIsNotAcknowledgedGoesToAnotherWhenTheConnectionBreaks() {
        Client reader = clients.subscribed(queue, "ack:client");
        three(reader);
        Client next = clients.subscribed(queue);

        reader.close();

        for (String body : BODIES) {
            next.nextMessage(body);
        }
    }

    @Test
    void inModeClientWhatIsAcknowledgedWithALaterOneIsGone() {
        Client reader = clients.subscribed(queue, "ack:client");
        List<String> ids = three(reader);

        reader.write(frame("ACK", "id:" + ids.get(1)));
        reader.disconnect();

        assertLeft("three");
    }

    @Test
    void inModeClientIndividualOnlyWhatIsNamedIsGone() {
        Client reader = clients.subscribed(queue, "ack:client-individual");
        List<String> ids = three(reader);

        reader.write(frame("ACK", "id:" + ids.get(1)));
        reader.disconnect();

        assertLeft("one", "three");
    }

    @Test
    void inModeAutoASentMessageIsAcknowledged() {
        Client reader = clients.subscribed(queue);
        Client writer = clients.connected();
        writer.publish(queue, "one");
        reader.nextMessage("one");

        reader.disconnect();

        assertLeft();
    }

    @Test
    void anAckInATransactionCountsWhenItIsCommitted() {
        Client reader = clients.subscribed(queue, "ack:client-individual");
        List<String> ids = three(reader);

        reader.write(
                frame("BEGIN", "transaction:t"),
                frame("ACK", "id:" + ids.get(0), "transaction:t"),
                frame("ACK", "id:" + ids.get(2), "transaction:t"),
                frame("COMMIT", "transaction:t"));
        reader.disconnect();

        assertLeft("two");
    }

    @Test
    void anAckInATransactionThatIsAbortedNeverWas() {
        Client reader = clients.subscribed(queue, "ack:client-individual");
        List<String> ids = three(reader);

        reader.write(
                frame("BEGIN", "transaction:t"),
                frame("ACK", "id:" + ids.get(0), "transaction:t"),
                frame("ABORT", "transaction:t"),
                frame("ACK", "id:" + ids.get(1)));
        reader.disconnect();

        assertLeft("one", "three");
    }

    @Test
    void anAckInATransactionThatIsLeftOpenNeverWas() {
        Client reader = clients.subscribed(queue, "ack:client-individual");
        List<String> ids = three(reader);

        reader.write(frame("BEGIN", "transaction:t"), frame("ACK", "id:" + ids.get(0), "transaction:t"));
        reader.disconnect();

        assertLeft("one", "two", "three");
    }

    @Test
    void aRedeliveredMessageIsAcknowledgedUnderItsNewName() {
        Client reader = clients.subscribed(queue, "ack:client-individual");
        three(reader);
        Client next = clients.connected();
        next.write(subscribe("n", queue, "ack:client-individual", "receipt:live"));
        next.nextReceipt("live");

        reader.disconnect();

        List<String> ids = acks(next);
        for (String id : ids) {
            next.write(frame("ACK", "id:" + id, "receipt:" + id));
            next.nextReceipt(id);
        }
    }

    private List<String> three(Client reader) {
        Client writer = clients.connected();
        BODIES.forEach(body -> writer.publish(queue, body));
        return acks(reader);
    }

    private static List<String> acks(Client reader) {
        return BODIES.stream()
                .map(body -> reader.nextMessage(body).header("ack").orElseThrow())
                .toList();
    }

    private void assertLeft(String... bodies) {
        Client next = clients.subscribed(queue);
        for (String body : bodies) {
            next.nextMessage(body);
        }
        clients.connected().publish(queue, LAST);
        next.nextMessage(LAST);
    }
}
