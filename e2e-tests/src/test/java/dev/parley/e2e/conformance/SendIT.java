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
@DisplayName("STOMP 1.2, \"SEND\"")
class SendIT {
    @RegisterExtension
    final Clients clients;

    SendIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aMessageGoesToItsDestination() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client elsewhere = clients.subscribed(Clients.aTopic());

        clients.connected().publish(topic, "hello");

        assertThat(reader.nextMessage("hello").headers("destination")).containsExactly(topic);
        elsewhere.isAlive();
    }

    @Test
    void messagesOfOneSenderKeepTheirOrder() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        for (int i = 0; i < 20; i++) {
            writer.write(send(topic, "m" + i));
        }

        for (int i = 0; i < 20; i++) {
            reader.nextMessage("m" + i);
        }
    }

    @Test
    void whoSendsAndSubscribesGetsTheOwnMessage() {
        String topic = Clients.aTopic();
        Client client = clients.subscribed(topic);

        client.write(send(topic, "to myself"));

        client.nextMessage("to myself");
    }

    @Test
    void aTopicThatNobodyReadsTakesMessages() {
        Client client = clients.connected();

        client.publish(Clients.aTopic(), "to nobody");

        client.isAlive();
    }

    @Test
    void aDestinationIsRequired() {
        Client client = clients.connected();

        client.write(frameWith("x", "SEND", "receipt:r"));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nowhere", "nowhere", "/topic", "/topic/", "/queue/", "/publish/chat/nothing", "/user/queue/x"})
    void aDestinationThatIsNoneIsRefused(String destination) {
        Client client = clients.connected();

        client.write(send(destination, "x", "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void anEmptyDestinationIsRefused() {
        Client client = clients.connected();

        client.write(frameWith("x", "SEND", "destination:"));

        client.refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscribe/chat/room/lobby", "/subscribe/chat/room/lobby/presence", "/subscribe/x"})
    void whatIsForReadingIsNotForSending(String destination) {
        Client client = clients.connected();

        client.write(send(destination, "forged", "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/queue/errors", "/user/queue/notifications"})
    void whatTheServerTellsAUserIsNotForSending(String destination) {
        Client client = clients.connected();

        client.write(send(destination, "forged", "receipt:r"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("r");
    }

    @Test
    void headersOfTheSendersOwnPassThroughATopic() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "x", "priority:9", "x-tenant:안녕", "Content-Type:other");

        assertOwnHeaders(reader.nextMessage("x"));
    }

    @Test
    void headersOfTheSendersOwnPassThroughAQueue() {
        String queue = Clients.aQueue();
        Client reader = clients.subscribed(queue);

        clients.connected().publish(queue, "x", "priority:9", "x-tenant:안녕", "Content-Type:other");

        assertOwnHeaders(reader.nextMessage("x"));
    }

    @Test
    void whatTheServerSaysCannotBeForged() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        String[] forged = {
            "message-id:forged", "subscription:forged", "ack:forged", "seq:forged", "epoch:forged", "event:forged",
            "replay:forged", "head:forged", "code:forged", "receipt-id:forged", "user:forged", "user-name:forged",
            "user-id:forged", "session:forged"
        };

        clients.connected().publish(topic, "x", forged);

        Received message = reader.nextMessage("x");
        assertThat(message.headers("subscription")).containsExactly("s");
        assertThat(message.headers("destination")).containsExactly(topic);
        assertThat(message.lines()).noneSatisfy(line -> assertThat(line.value()).contains("forged"));
    }

    @Test
    void whatIsBetweenSenderAndServerStaysThere() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("BEGIN", "transaction:t"));
        writer.write(send(topic, "x", "transaction:t", "receipt:private"), frame("COMMIT", "transaction:t"));

        Received message = reader.nextMessage("x");
        assertThat(message.headers("receipt")).isEmpty();
        assertThat(message.headers("transaction")).isEmpty();
    }

    @Test
    void aMessageToAUserReachesThatUserOnly() {
        String name = Clients.aName("n");
        Client alice = clients.open();
        alice.write(frame("CONNECT", "accept-version:1.2"));
        String username = alice.next("CONNECTED").header("user-name").orElseThrow();
        Client bob = clients.connected();
        for (Client client : new Client[] {alice, bob}) {
            client.write(subscribe("s", "/user/queue/" + name, "receipt:live"));
            client.nextReceipt("live");
        }

        clients.connected().publish("/user/" + username + "/queue/" + name, "for alice", "priority:9");

        Received message = alice.nextMessage("for alice");
        assertThat(message.headers("subscription")).containsExactly("s");
        assertThat(message.headers("priority")).containsExactly("9");
        bob.isAlive();
    }

    private static void assertOwnHeaders(Received message) {
        assertThat(message.headers("priority")).containsExactly("9");
        assertThat(message.headers("x-tenant")).containsExactly("안녕");
        assertThat(message.headers("Content-Type")).containsExactly("other");
    }
}
