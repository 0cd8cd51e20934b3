package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.send;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"BEGIN\", \"COMMIT\" and \"ABORT\"")
class TransactionsIT {
    @RegisterExtension
    final Clients clients;

    private final String topic = Clients.aTopic();

    TransactionsIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    void aTransactionIsRequired(String command) {
        Client client = clients.connected();

        client.write(frame(command, "receipt:r"));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ABORT"})
    void oneThatWasNotBegunCannotEnd(String command) {
        Client client = clients.connected();
        client.write(frame("BEGIN", "transaction:other", "receipt:begun"));
        client.nextReceipt("begun");

        client.write(frame(command, "transaction:t", "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void oneThatWasNotBegunTakesNoMessage() {
        Client client = clients.connected();

        client.write(send(topic, "x", "transaction:t", "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void anIdIsForOneTransactionAtATime() {
        Client client = clients.connected();

        client.write(frame("BEGIN", "transaction:t", "receipt:a"), frame("BEGIN", "transaction:t", "receipt:b"));

        client.nextReceipt("a");
        assertThat(client.refused().headers("receipt-id")).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ABORT"})
    void anIdIsFreeAgainAfterTheEnd(String end) {
        Client client = clients.connected();

        client.write(frame("BEGIN", "transaction:t"), frame(end, "transaction:t"));
        client.write(frame("BEGIN", "transaction:t", "receipt:again"));

        client.nextReceipt("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ABORT"})
    void oneEndsOnce(String end) {
        Client client = clients.connected();

        client.write(frame("BEGIN", "transaction:t"), frame(end, "transaction:t", "receipt:a"));
        client.nextReceipt("a");
        client.write(frame(end, "transaction:t", "receipt:b"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("b");
    }

    @Test
    void nothingIsSeenBeforeCommitAndAllOfItAfter() {
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("BEGIN", "transaction:t"), send(topic, "inside 1", "transaction:t"));
        writer.write(send(topic, "inside 2", "transaction:t"));
        writer.publish(topic, "outside");
        reader.nextMessage("outside");
        writer.write(frame("COMMIT", "transaction:t", "receipt:done"));

        writer.nextReceipt("done");
        reader.nextMessage("inside 1");
        reader.nextMessage("inside 2");
    }

    @Test
    void abortDropsAllOfIt() {
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("BEGIN", "transaction:t"), send(topic, "dropped", "transaction:t"));
        writer.write(frame("ABORT", "transaction:t", "receipt:aborted"));
        writer.nextReceipt("aborted");
        writer.publish(topic, "kept");

        reader.nextMessage("kept");
    }

    @Test
    void disconnectAborts() {
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("BEGIN", "transaction:t"), send(topic, "dropped", "transaction:t"));
        writer.disconnect();
        clients.connected().publish(topic, "kept");

        reader.nextMessage("kept");
    }

    @Test
    void aRefusalAborts() {
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("BEGIN", "transaction:t"), send(topic, "dropped", "transaction:t"), frame("NONSENSE"));
        writer.refusedAs("bad-request");
        clients.connected().publish(topic, "kept");

        reader.nextMessage("kept");
    }

    @Test
    void transactionsOfOneConnectionAreApart() {
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("BEGIN", "transaction:a"), frame("BEGIN", "transaction:b"));
        writer.write(send(topic, "in a", "transaction:a"), send(topic, "in b", "transaction:b"));
        writer.write(frame("COMMIT", "transaction:b"), frame("ABORT", "transaction:a", "receipt:done"));

        writer.nextReceipt("done");
        reader.nextMessage("in b");
        writer.publish(topic, "last");
        reader.nextMessage("last");
    }

    @Test
    void aTransactionIsOneConnections() {
        Client begins = clients.connected();
        begins.write(frame("BEGIN", "transaction:t", "receipt:begun"));
        begins.nextReceipt("begun");
        Client other = clients.connected();

        other.write(frame("COMMIT", "transaction:t"));

        other.refused();
    }

    @Test
    void receiptsOfWhatIsInsideComeWithCommit() {
        Client client = clients.connected();

        client.write(frame("BEGIN", "transaction:t", "receipt:begin"));
        client.write(
                send(topic, "1", "transaction:t", "receipt:one"), send(topic, "2", "transaction:t", "receipt:two"));
        client.nextReceipt("begin");
        client.publish(topic, "outside"); // its receipt is the next one
        client.write(frame("COMMIT", "transaction:t", "receipt:commit"));

        client.nextReceipt("one");
        client.nextReceipt("two");
        client.nextReceipt("commit");
    }

    @Test
    void whatIsAbortedHasNoReceipt() {
        Client client = clients.connected();

        client.write(frame("BEGIN", "transaction:t"), send(topic, "1", "transaction:t", "receipt:never"));
        client.write(frame("ABORT", "transaction:t", "receipt:abort"));

        client.nextReceipt("abort");
        client.isAlive();
    }
}
