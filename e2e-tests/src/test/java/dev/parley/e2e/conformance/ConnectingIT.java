package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"CONNECT or STOMP Frame\" and \"CONNECTED Frame\"")
class ConnectingIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    ConnectingIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void bothCommandsConnect(String command) {
        Client client = clients.open();

        client.write(frame(command, "accept-version:1.2", "host:parley"));

        assertThat(client.next("CONNECTED").headers("version")).containsExactly("1.2");
        client.isAlive();
    }

    @Test
    void connectedSaysWhoIsThereAndWhoCame() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "host:parley"));

        Received connected = client.next("CONNECTED");
        assertThat(connected.header("server").orElseThrow()).matches("parley/[^/ ]+( .*)?");
        assertThat(connected.header("heart-beat").orElseThrow()).matches("[0-9]+,[0-9]+");
        assertThat(connected.header("session").orElseThrow()).isNotBlank();
        assertThat(connected.header("user-name").orElseThrow()).matches("[a-z0-9._-]{3,32}");
        assertThat(connected.header("user-id").orElseThrow()).isNotBlank();
        assertThat(connected.headers("token-expires"))
                .as("a guest has no token")
                .isEmpty();
        assertThat(connected.body().length()).isZero();
    }

    @Test
    void everySessionHasAnIdOfItsOwn() {
        Client one = clients.open();
        Client other = clients.open();

        one.write(frame("CONNECT", "accept-version:1.2", "host:parley"));
        other.write(frame("CONNECT", "accept-version:1.2", "host:parley"));

        assertThat(one.next("CONNECTED").header("session"))
                .isNotEqualTo(other.next("CONNECTED").header("session"));
    }

    @Test
    void aClientThatNamesNoHostIsLetIn() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2"));

        client.next("CONNECTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "stomp.example.org", "localhost:61613", "안녕"})
    void aHostThatNobodyKnowsIsTheDefaultOne(String host) {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "host:" + host));

        client.next("CONNECTED");
    }

    @Test
    void aConnectThatIsRejectedGetsAnErrorAndTheEnd() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "login:nobody-of-that-name", "passcode:wrong"));

        Received error = client.refusedAs("unauthenticated");
        assertThat(error.header("message").orElseThrow()).isNotBlank();
    }

    @Test
    void framesThatFollowARejectedConnectAreNotExecuted() {
        Client client = clients.open();

        client.write(
                frame("CONNECT", "accept-version:1.2", "Authorization:Bearer nonsense"),
                subscribe("1", NOTIFICATIONS, "receipt:never"));

        client.refusedAs("unauthenticated");
    }

    @Test
    void framesMayFollowConnectBeforeConnectedComes() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2"));
        client.write(subscribe("1", NOTIFICATIONS, "receipt:a"));
        client.write(frame("UNSUBSCRIBE", "id:1", "receipt:b"), frame("DISCONNECT", "receipt:c"));

        client.next("CONNECTED");
        client.nextReceipt("a");
        client.nextReceipt("b");
        client.nextReceipt("c");
        client.closed();
    }

    @Test
    void framesThatFollowAreReadInTheVersionThatIsAgreed() {
        Client client = clients.open();

        client.write(frame("CONNECT"), frame("SUBSCRIBE", "destination:" + NOTIFICATIONS, "receipt:not\\tescaped"));

        client.next("CONNECTED");
        client.nextReceipt("not\\tescaped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\ndestination:/topic/a\n\n\0",
                "SUBSCRIBE\nid:1\ndestination:/user/queue/errors\n\n\0",
                "DISCONNECT\nreceipt:r\n\n\0",
                "BEGIN\ntransaction:t\n\n\0",
                "ACK\nid:1\n\n\0",
                "CONNECTED\nversion:1.2\n\n\0",
                "HELLO\n\n\0"
            })
    void nothingElseMayComeFirst(String first) {
        Client client = clients.open();

        client.write(first, frame("CONNECT", "accept-version:1.2"));

        client.refusedAs("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void aSecondConnectIsTheEnd(String command) {
        Client client = clients.connected();

        client.write(frame(command, "accept-version:1.2", "host:parley"));

        client.refusedAs("bad-request");
    }

    @Test
    void aSecondConnectBehindTheFirstIsTheEndAsWell() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2"), frame("CONNECT", "accept-version:1.2"));

        Received first = client.next();
        assertThat(first.command()).isIn("CONNECTED", "ERROR");
        if (first.command().equals("CONNECTED")) {
            client.refusedAs("bad-request");
        } else {
            client.closed();
        }
    }

    @Test
    void connectHasNoReceipt() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "receipt:none"));

        client.next("CONNECTED");
        client.isAlive();
    }
}
