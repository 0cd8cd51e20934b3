package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"STOMP Frames\" and \"Augmented BNF\"")
class FramesIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    FramesIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aLineMayEndWithCarriageReturnAndLineFeed() {
        Client client = clients.open();

        client.write("CONNECT\r\naccept-version:1.2\r\nhost:parley\r\n\r\n\0");
        client.next("CONNECTED");
        client.write("SUBSCRIBE\r\nid:1\r\ndestination:" + NOTIFICATIONS + "\r\nreceipt:crlf\r\n\r\n\0");

        client.nextReceipt("crlf");
    }

    @Test
    void bothEndsOfLineMayBeMixedInOneFrame() {
        Client client = clients.connected();

        client.write("SUBSCRIBE\r\nid:1\ndestination:" + NOTIFICATIONS + "\r\nreceipt:mixed\n\r\n\0");

        client.nextReceipt("mixed");
    }

    @Test
    void aNulMayBeFollowedByEndsOfLines() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "host:parley") + "\n\r\n\n");
        client.next("CONNECTED");
        client.write(
                subscribe("1", NOTIFICATIONS, "receipt:a") + "\r\n\r\n" + frame("UNSUBSCRIBE", "id:1", "receipt:b"));

        client.nextReceipt("a");
        client.nextReceipt("b");
    }

    @Test
    void endsOfLinesAloneAreNoFramesInAnyState() {
        Client client = clients.open();

        client.write("\n");
        client.write("\r\n\n");
        client.write(frame("CONNECT", "accept-version:1.2", "host:parley"));
        client.next("CONNECTED");
        client.write("\r\n");
        client.write("\n\n\n");

        client.isAlive();
    }

    @Test
    void manyFramesMayComeInOnePiece() {
        Client client = clients.open();
        StringBuilder piece = new StringBuilder(frame("CONNECT", "accept-version:1.2", "host:parley"));

        for (int i = 0; i < 50; i++) {
            piece.append(subscribe("s" + i, NOTIFICATIONS, "receipt:" + i));
        }
        client.write(piece.toString());

        client.next("CONNECTED");
        for (int i = 0; i < 50; i++) {
            client.nextReceipt(Integer.toString(i));
        }
    }

    @Test
    void aFrameMayComeInPiecesOfOneCharacter() {
        Client client = clients.open();
        String frames = frame("CONNECT", "accept-version:1.2", "host:parley")
                + "\r\n"
                + subscribe("1", NOTIFICATIONS, "receipt:안녕 🎉");

        frames.codePoints().mapToObj(Character::toString).forEach(client::write);

        client.next("CONNECTED");
        client.nextReceipt("안녕 🎉");
    }

    @Test
    void aFrameMayComeInPiecesOfOneByte() {
        assumeThat(clients.door().carriesAnyBytes()).isTrue();
        Client client = clients.connected();

        for (byte octet : subscribe("1", NOTIFICATIONS, "receipt:안🎉").getBytes(StandardCharsets.UTF_8)) {
            client.write(new byte[] {octet});
        }

        client.nextReceipt("안🎉");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribe", "Subscribe", "SUBSCRIBE ", " SUBSCRIBE", "SUBSCRIBEX", "GET / HTTP/1.1"})
    void commandsAreExactWords(String command) {
        Client client = clients.connected();

        client.write(frame(command, "id:1", "destination:" + NOTIFICATIONS));

        client.refusedAs("bad-request");
    }

    @Test
    void theFirstCommandIsAnExactWordToo() {
        Client client = clients.open();

        client.write(frame("connect", "accept-version:1.2", "host:parley"));

        client.refusedAs("bad-request");
    }

    @Test
    void headerNamesAreCaseSensitive() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "Receipt:no"), subscribe("2", NOTIFICATIONS, "receipt:yes"));

        client.nextReceipt("yes");
    }

    @Test
    void aRequiredHeaderInAnotherCaseIsMissing() {
        Client client = clients.connected();

        client.write(frame("SUBSCRIBE", "id:1", "Destination:" + NOTIFICATIONS));

        client.refusedAs("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ":value", ":", "receipt", "a\rb:1", "a:1\r2"})
    void aHeaderIsANameAColonAndAValue(String line) {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, line));

        client.refusedAs("bad-request");
    }

    @Test
    void aValueMayBeEmpty() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "nothing:", "receipt:"));

        client.nextReceipt("");
    }

    @Test
    void aValueMayHaveColonsAsOldClientsSendThem() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:a:b::c"));

        client.nextReceipt("a\\cb\\c\\cc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE\0", "SUBSCRIBE\nid:1\0", "SUBSCRIBE\nid:1\n\0", "\0", "\0\0"})
    void aNulBeforeTheBlankLineIsFatal(String cutShort) {
        Client client = clients.connected();

        client.write(cutShort);

        client.refusedAs("bad-request");
    }

    @Test
    void headersAreUtf8() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:é 안녕 🎉"));

        client.nextReceipt("é 안녕 🎉");
    }

    @Test
    void headersThatAreNotUtf8AreFatal() {
        assumeThat(clients.door().carriesAnyBytes()).isTrue();
        Client client = clients.connected();

        client.write("SUBSCRIBE\nid:1\nreceipt:\u00ff\u00fe\n\n\0".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(client.refusedAs("bad-request").headers("receipt-id")).isEmpty();
    }
}
