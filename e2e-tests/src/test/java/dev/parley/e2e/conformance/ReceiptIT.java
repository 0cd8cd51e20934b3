package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
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
@DisplayName("STOMP 1.2, \"Header receipt\" and \"RECEIPT\"")
class ReceiptIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    ReceiptIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void subscribeAndUnsubscribeAreReceipted() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:a"), frame("UNSUBSCRIBE", "id:1", "receipt:b"));

        client.nextReceipt("a");
        client.nextReceipt("b");
    }

    @Test
    void sendIsReceiptedWhateverItsDestination() {
        Client client = clients.connected();
        String room = Clients.aName("room");

        client.publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");
        client.publish("/publish/chat/room/" + room, "hi");
        client.publish("/publish/chat/typing", "{\"chatRoomId\":\"" + room + "\",\"typing\":false}");
        client.publish("/publish/chat/leave", "{\"chatRoomId\":\"" + room + "\"}");
    }

    @Test
    void sendToTheBrokersDestinationsIsReceipted() {
        Client client = clients.connected();

        client.publish(Clients.aTopic(), "hi");
        client.publish(Clients.aQueue(), "hi");
    }

    @Test
    void framesOfATransactionAreReceipted() {
        Client client = clients.connected();

        client.write(frame("BEGIN", "transaction:t", "receipt:a"), frame("COMMIT", "transaction:t", "receipt:b"));
        client.write(frame("BEGIN", "transaction:u", "receipt:c"), frame("ABORT", "transaction:u", "receipt:d"));

        for (String receipt : new String[] {"a", "b", "c", "d"}) {
            client.nextReceipt(receipt);
        }
    }

    @Test
    void ackAndNackAreReceipted() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic, "ack:client-individual");
        Client writer = clients.connected();

        for (String command : new String[] {"ACK", "NACK"}) {
            writer.publish(topic, command);
            String id = reader.nextMessage(command).header("ack").orElseThrow();
            reader.write(frame(command, "id:" + id, "receipt:" + command));
            reader.nextReceipt(command);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "message-12345",
                "a b",
                "안녕 🎉",
                "{\"json\"\\c1}",
                "x\\ny",
                "00000000000000000000000000000000"
            })
    void itsIdIsTheReceiptThatWasAskedFor(String receipt) {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:" + receipt));

        client.nextReceipt(receipt);
    }

    @Test
    void itHasNoBody() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:a"));

        Received receipt = client.nextReceipt("a");
        assertThat(receipt.body().length()).isZero();
        assertThat(receipt.headers("content-length")).isSubsetOf("0");
    }

    @Test
    void aFrameThatAsksForNoneGetsNone() {
        Client client = clients.connected();
        String room = Clients.aName("room");

        client.write(
                subscribe("1", NOTIFICATIONS),
                send("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}"),
                frame("UNSUBSCRIBE", "id:1"));

        client.isAlive();
    }

    @Test
    void twoFramesMayAskForTheSame() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:same"), frame("UNSUBSCRIBE", "id:1", "receipt:same"));

        client.nextReceipt("same");
        client.nextReceipt("same");
    }

    @Test
    void theyComeInTheOrderOfTheFrames() {
        Client client = clients.connected();
        String room = Clients.aName("room");

        client.write(
                send("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}", "receipt:slow"),
                subscribe("1", NOTIFICATIONS, "receipt:quick"),
                send("/publish/chat/room/" + room, "hi", "receipt:slow again"),
                frame("UNSUBSCRIBE", "id:1", "receipt:quick again"));

        for (String receipt : new String[] {"slow", "quick", "slow again", "quick again"}) {
            client.nextReceipt(receipt);
        }
    }

    @Test
    void whatWasReceivedIsStillDoneWhenTheClientLeavesWithoutAReceipt() {
        String room = Clients.aName("room");
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);
        Client writer = clients.connected();

        writer.write(
                send("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}"),
                send("/publish/chat/room/" + room, "one"),
                send("/publish/chat/room/" + room, "two"));
        writer.close();

        assertThat(reader.next("MESSAGE").header("event")).contains("JOIN");
        assertThat(reader.next("MESSAGE").text()).contains("\"message\":\"one\"");
        assertThat(reader.next("MESSAGE").text()).contains("\"message\":\"two\"");
    }
}
