package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AtEachDoor
@DisplayName("STOMP 1.2, \"DISCONNECT\"")
class DisconnectIT {
    @RegisterExtension
    final Clients clients;

    DisconnectIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aReceiptComesAndThenTheEnd() {
        Client client = clients.connected();

        client.write(frame("DISCONNECT", "receipt:77"));

        client.nextReceipt("77");
        client.closed();
    }

    @Test
    void withoutAReceiptOnlyTheEndComes() {
        Client client = clients.connected();

        client.write(frame("DISCONNECT"));

        client.closed();
    }

    @Test
    void theReceiptSaysThatAllBeforeIsDone() {
        Client client = clients.connected();
        String room = Clients.aName("room");

        client.write(
                subscribe("1", "/user/queue/notifications", "receipt:a"),
                send("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}", "receipt:b"),
                send("/publish/chat/room/" + room, "bye", "receipt:c"),
                frame("DISCONNECT", "receipt:d"));

        for (String receipt : new String[] {"a", "b", "c", "d"}) {
            client.nextReceipt(receipt);
        }
        client.closed();
    }

    @Test
    void nothingThatFollowsIsExecuted() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frame("DISCONNECT", "receipt:bye"), send(topic, "too late", "receipt:never"));
        writer.nextReceipt("bye");
        writer.closed();
        clients.connected().publish(topic, "last");

        reader.nextMessage("last");
    }

    @Test
    void nothingThatFollowsIsAFault() {
        Client client = clients.connected();

        client.write(frame("DISCONNECT", "receipt:bye"), frame("NONSENSE"), "no frame at all \0");

        client.nextReceipt("bye");
        client.closed();
    }

    @Test
    void whatWasSentBeforeAnAbruptEndIsStillDone() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(send(topic, "famous last words"), frame("DISCONNECT"));
        writer.closed();

        reader.nextMessage("famous last words");
    }
}
