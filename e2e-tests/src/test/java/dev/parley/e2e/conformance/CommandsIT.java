package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"Client Frames\": commands that are none of a client's")
class CommandsIT {
    @RegisterExtension
    final Clients clients;

    CommandsIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "PING", "MESSAGES", "X", "보내기"})
    void anUnknownCommandIsTheEnd(String command) {
        Client client = clients.connected();

        client.write(frame(command, "destination:/topic/a", "receipt:never"));

        client.refusedAs("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTED", "MESSAGE", "RECEIPT", "ERROR"})
    void aServersCommandIsTheEnd(String command) {
        Client client = clients.connected();

        client.write(frame(
                command, "destination:/topic/a", "message-id:1", "subscription:1", "receipt-id:1", "version:1.2"));

        client.refusedAs("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "MESSAGE"})
    void anErrorQueueDoesNotSaveIt(String command) {
        Client client = clients.connected();
        client.write(subscribe("e", "/user/queue/errors", "receipt:live"));
        client.nextReceipt("live");

        client.write(frame(command));

        client.refusedAs("bad-request");
    }
}
