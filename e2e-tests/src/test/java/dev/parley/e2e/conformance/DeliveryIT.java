package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AtEachDoor
@DisplayName("What each kind of destination promises: /topic to everybody, /queue to one, /user to all of a user's")
class DeliveryIT {
    private static final int MESSAGES = 12;
    private static final int ROUNDS = 200;

    @RegisterExtension
    final Clients clients;

    DeliveryIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aTopicReachesEverySubscriber() {
        String topic = Clients.aTopic();
        List<Client> readers = List.of(clients.subscribed(topic), clients.subscribed(topic), clients.subscribed(topic));

        clients.connected().publish(topic, "to all");

        readers.forEach(reader -> reader.nextMessage("to all"));
    }

    @Test
    void aTopicKeepsNothingForLaterSubscribers() {
        String topic = Clients.aTopic();
        Client writer = clients.connected();

        writer.publish(topic, "before");
        Client reader = clients.subscribed(topic);
        writer.publish(topic, "after");

        reader.nextMessage("after");
    }

    @Test
    void eachMessageOfAQueueReachesExactlyOneSubscriber() {
        String queue = Clients.aQueue();
        List<Client> readers = List.of(clients.subscribed(queue), clients.subscribed(queue), clients.subscribed(queue));
        Client writer = clients.connected();

        for (int i = 0; i < MESSAGES; i++) {
            writer.publish(queue, "m" + i);
        }

        List<String> got = new ArrayList<>();
        for (int round = 0; got.size() < MESSAGES && round < ROUNDS; round++) {
            readers.forEach(reader -> reader.nextIfThere().map(Received::text).ifPresent(got::add));
        }
        assertThat(got)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList());
        readers.forEach(Client::isAlive);
    }

    @Test
    void aQueueGoesOnWithTheSubscribersThatAreLeft() {
        String queue = Clients.aQueue();
        Client leaves = clients.subscribed(queue);
        Client stays = clients.subscribed(queue);
        leaves.disconnect();

        Client writer = clients.connected();
        for (int i = 0; i < 4; i++) {
            writer.publish(queue, "m" + i);
        }

        for (int i = 0; i < 4; i++) {
            stays.nextMessage("m" + i);
        }
    }

    @Test
    void twoSubscriptionsOfOneConnectionAreTwoSubscribersOfATopic() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        reader.write(subscribe("t", topic, "receipt:second"));
        reader.nextReceipt("second");

        clients.connected().publish(topic, "twice");

        assertThat(reader.next(2))
                .allSatisfy(message -> assertThat(message.text()).isEqualTo("twice"))
                .extracting(message -> message.header("subscription"))
                .containsExactlyInAnyOrder(Optional.of("s"), Optional.of("t"));
    }

    @Test
    void aMessageToAUserReachesAllConnectionsOfThatUser() {
        String name = Clients.aName("n");
        Account alice = Account.register(clients.gateway());
        Client phone = clients.connected(alice.lines());
        Client laptop = clients.connected(alice.lines());
        for (Client client : List.of(phone, laptop)) {
            client.write(subscribe("s", "/user/queue/" + name, "receipt:live"));
            client.nextReceipt("live");
        }

        Client bob = clients.connected();
        bob.write(send("/user/" + alice.username() + "/queue/" + name, "hi", "receipt:told"));

        bob.nextReceipt("told");
        phone.nextMessage("hi");
        laptop.nextMessage("hi");
    }
}
