package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.1, where it differs from 1.2")
class Stomp11IT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    private final String topic = Clients.aTopic();

    Stomp11IT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void bothCommandsConnect(String command) {
        Client client = clients.open();

        client.write(frame(command, "accept-version:1.0,1.1", "host:parley"));

        assertThat(client.next("CONNECTED").headers("version")).containsExactly("1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\cb", "a\\\\b"})
    void threeEscapesAreKnown(String value) {
        Client client = clients.speaking("1.1");

        client.write(subscribe("1", NOTIFICATIONS, "receipt:" + value));

        client.nextReceipt(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\rb", "a\\tb", "\\"})
    void anyOtherEscapeIsFatal(String value) {
        Client client = clients.speaking("1.1");

        client.write(subscribe("1", NOTIFICATIONS, "unused:" + value));

        client.refusedAs("bad-request");
    }

    @Test
    void valuesAreNeverTrimmed() {
        Client client = clients.speaking("1.1");

        client.write(subscribe("1", NOTIFICATIONS, "receipt: padded "));

        client.nextReceipt(" padded ");
    }

    @Test
    void aSubscriptionNeedsAnId() {
        Client client = clients.speaking("1.1");

        client.write(frame("SUBSCRIBE", "destination:" + NOTIFICATIONS));

        client.refusedAs("bad-request");
    }

    @Test
    void unsubscribeNeedsAnId() {
        Client client = clients.speaking("1.1");

        client.write(subscribe("1", NOTIFICATIONS), frame("UNSUBSCRIBE", "destination:" + NOTIFICATIONS));

        client.refusedAs("bad-request");
    }

    @Test
    void heartBeatsAreAgreed() throws InterruptedException {
        Client client = clients.speaking("1.1", "heart-beat:0," + Server.HEART_BEAT_MILLIS);

        client.nextHeartBeats(2);
    }

    @ParameterizedTest
    @CsvSource({"ACK, client", "NACK, client", "ACK, client-individual", "NACK, client-individual"})
    void aMessageIsSettledByItsIdAndItsSubscription(String command, String mode) {
        Client reader = reader(mode);
        String id = aMessage(reader);

        reader.write(frame(command, "message-id:" + id, "subscription:s", "receipt:a"));

        reader.nextReceipt("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    void withoutTheSubscriptionNothingIsSettled(String command) {
        Client reader = reader("client");
        String id = aMessage(reader);

        reader.write(frame(command, "message-id:" + id, "receipt:r"));

        assertThat(reader.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    void withoutTheMessageNothingIsSettled(String command) {
        Client reader = reader("client");
        aMessage(reader);

        reader.write(frame(command, "subscription:s", "receipt:r"));

        assertThat(reader.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @Test
    void anotherSubscriptionsMessageIsNotSettled() {
        Client reader = reader("client");
        String id = aMessage(reader);
        reader.write(subscribe("t", Clients.aTopic(), "ack:client", "receipt:both"));
        reader.nextReceipt("both");

        reader.write(frame("ACK", "message-id:" + id, "subscription:t", "receipt:r"));

        assertThat(reader.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void aMessageFromAnotherVersionIsEscapedAsThisOneCan() {
        Client reader = reader("auto");

        clients.connected().publish(topic, "x", "own:line\\nand\\ccolon");

        assertThat(reader.nextMessage("x").headers("own")).containsExactly("line\\nand\\ccolon");
    }

    @Test
    void aCarriageReturnFromAnotherVersionAddsNothing() {
        Client reader = reader("auto");

        clients.connected().publish(topic, "x", "own:a\\r\\nforged\\c1\\r\\n\\r\\n");

        Received message = reader.nextMessage("x");
        assertThat(message.headers("forged")).isEmpty();
        assertThat(message.lines()).noneSatisfy(line -> assertThat(line.value()).contains("\\r"));
    }

    private Client reader(String mode) {
        Client reader = clients.speaking("1.1");
        reader.write(subscribe("s", topic, "ack:" + mode, "receipt:live"));
        reader.nextReceipt("live");
        return reader;
    }

    private String aMessage(Client reader) {
        clients.connected().publish(topic, "x");
        return reader.nextMessage("x").header("message-id").orElseThrow();
    }
}
