package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"ACK\" and \"NACK\"")
class AckIT {
    @RegisterExtension
    final Clients clients;

    AckIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "client-individual"})
    void aMessageToBeAcknowledgedSaysUnderWhichName(String mode) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:" + mode);
        Client writer = clients.connected();

        writer.publish(topic, "one");
        writer.publish(topic, "two");

        String one = ackOf(reader, "one");
        String two = ackOf(reader, "two");
        assertThat(one).isNotBlank().isNotEqualTo(two);
        reader.write(frame("ACK", "id:" + one, "receipt:a"), frame("ACK", "id:" + two, "receipt:b"));
        reader.nextReceipt("a");
        reader.nextReceipt("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "client-individual"})
    void anEventOfARoomIsAcknowledgedAsWell(String mode) {
        String room = Clients.aName("room");
        Client reader = clients.subscribed("/subscribe/chat/room/" + room, "ack:" + mode);

        clients.connected().publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");

        String ack = reader.next("MESSAGE").header("ack").orElseThrow();
        reader.write(frame("ACK", "id:" + ack, "receipt:a"));
        reader.nextReceipt("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    void anIdIsRequired(String command) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:client");
        clients.connected().publish(topic, "x");
        String messageId = reader.nextMessage("x").header("message-id").orElseThrow();

        // what 1.1 wanted is not enough
        reader.write(frame(command, "subscription:s", "message-id:" + messageId, "receipt:r"));

        assertThat(reader.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @CsvSource({
        "ACK, auto",
        "NACK, auto",
        "ACK, client",
        "NACK, client",
        "ACK, client-individual",
        "NACK, client-individual"
    })
    void anIdThatNoMessageHadIsRefused(String command, String mode) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:" + mode);
        clients.connected().publish(topic, "x");
        reader.nextMessage("x");

        reader.write(frame(command, "id:none-of-mine", "receipt:r"));

        assertThat(reader.refused().headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @CsvSource({"ACK, ACK", "ACK, NACK", "NACK, ACK", "NACK, NACK"})
    void aMessageIsSettledOnce(String first, String second) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:client-individual");
        clients.connected().publish(topic, "x");
        String id = ackOf(reader, "x");

        reader.write(frame(first, "id:" + id, "receipt:a"), frame(second, "id:" + id, "receipt:b"));

        reader.nextReceipt("a");
        assertThat(reader.refused().headers("receipt-id")).containsExactly("b");
    }

    @Test
    void whatAnotherConnectionGotIsNotOnesToSettle() {
        String queue = Clients.aQueue();
        Client reader = clients.subscribed(queue, "ack:client-individual");
        clients.connected().publish(queue, "x");
        String id = ackOf(reader, "x");
        Client other = clients.connected();

        other.write(frame("ACK", "id:" + id));

        other.refused();
        reader.write(frame("ACK", "id:" + id, "receipt:mine"));
        reader.nextReceipt("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    void inModeClientItSettlesTheEarlierOnesToo(String command) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:client");
        List<String> ids = threeMessages(topic, reader);

        reader.write(
                frame(command, "id:" + ids.get(1), "receipt:two"), frame("ACK", "id:" + ids.get(2), "receipt:three"));
        reader.write(frame("ACK", "id:" + ids.get(0), "receipt:one"));

        reader.nextReceipt("two");
        reader.nextReceipt("three");
        assertThat(reader.refused().headers("receipt-id")).containsExactly("one");
    }

    @Test
    void itSettlesNothingOfAnotherSubscription() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:client");
        String other = Clients.aTopic();
        reader.write(subscribe("t", other, "ack:client", "receipt:both"));
        reader.nextReceipt("both");
        Client writer = clients.connected();
        writer.publish(topic, "one");
        String one = ackOf(reader, "one");
        writer.publish(other, "two");
        String two = ackOf(reader, "two");

        reader.write(frame("ACK", "id:" + two, "receipt:two"), frame("ACK", "id:" + one, "receipt:one"));

        reader.nextReceipt("two");
        reader.nextReceipt("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    void inModeClientIndividualItSettlesOne(String command) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:client-individual");
        List<String> ids = threeMessages(topic, reader);

        reader.write(
                frame(command, "id:" + ids.get(2), "receipt:three"), frame("ACK", "id:" + ids.get(0), "receipt:one"));
        reader.write(frame("NACK", "id:" + ids.get(1), "receipt:two"));

        reader.nextReceipt("three");
        reader.nextReceipt("one");
        reader.nextReceipt("two");
    }

    private List<String> threeMessages(String destination, Client reader) {
        Client writer = clients.connected();
        List<String> bodies = List.of("one", "two", "three");
        bodies.forEach(body -> writer.publish(destination, body));
        return bodies.stream().map(body -> ackOf(reader, body)).toList();
    }

    private static String ackOf(Client reader, String body) {
        return reader.nextMessage(body).header("ack").orElseThrow();
    }
}
