package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"Header content-length\"")
class ContentLengthIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";
    private static final String JOIN = "/publish/chat/join";

    @RegisterExtension
    final Clients clients;

    ContentLengthIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void thatManyOctetsAreRead() {
        Client client = clients.connected();
        String body = joining();

        client.write(send(JOIN, body, "content-length:" + body.length(), "receipt:counted"));

        client.nextReceipt("counted");
    }

    @Test
    void withoutItTheBodyEndsAtTheFirstNul() {
        Client client = clients.connected();

        client.write(send(JOIN, joining(), "receipt:a"), subscribe("1", NOTIFICATIONS, "receipt:b"));

        client.nextReceipt("a");
        client.nextReceipt("b");
    }

    @Test
    void octetsAreCountedNotCharacters() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "안녕", "content-length:6");

        reader.nextMessage("안녕");
    }

    @Test
    void aFrameInsideABodyIsNeverExecuted() {
        Client client = clients.connected();
        String inside = subscribe("1", NOTIFICATIONS, "receipt:smuggled");

        client.write(send(JOIN, inside, "content-length:" + inside.length()));

        // all of it is the body, which is no JSON
        assertThat(client.refusedAs("bad-request").headers("receipt-id")).isEmpty();
    }

    @Test
    void theFrameStillEndsWithNul() {
        Client client = clients.connected();
        String inside = "{}" + subscribe("1", NOTIFICATIONS, "receipt:smuggled");

        client.write(send(JOIN, inside, "content-length:2"));

        client.refusedAs("bad-request");
    }

    @Test
    void oneThatIsTooShortIsFatalAlsoWhereWhatItCountsIsABody() {
        Client client = clients.connected();
        String body = joining();

        client.write(send(JOIN, body + "xyz", "content-length:" + body.length(), "receipt:never"));

        client.refusedAs("bad-request");
    }

    @Test
    void oneThatIsTooLongReadsOnAndIsFatalWhereNoNulIs() {
        Client client = clients.connected();
        String body = joining();

        client.write(
                send(JOIN, body, "content-length:" + (body.length() + 5), "receipt:never"),
                subscribe("1", NOTIFICATIONS, "receipt:swallowed"));

        client.refusedAs("bad-request");
    }

    /** N stands for the right number: who reads it generously would take the frame. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-N",
                "+N",
                "0xN",
                "N.0",
                "Ne0",
                "two",
                "",
                " ",
                " N",
                "N ",
                "N,N",
                "N\\n",
                "٢",
                "4294967298",
                "18446744073709551618",
                "99999999999999999999999999999999"
            })
    void oneThatIsNotANumberOfOctetsIsFatal(String length) {
        Client client = clients.connected();
        String body = joining();
        String line = "content-length:" + length.replace("N", Integer.toString(body.length()));

        client.write(send(JOIN, body, line, "receipt:never"));

        assertThat(client.refused().header("code").orElse("none")).isIn("bad-request", "too-large");
    }

    @Test
    void oneWithZerosInFrontIsTheSameNumber() {
        Client client = clients.connected();
        String body = joining();

        client.write(send(JOIN, body, "content-length:000" + body.length(), "receipt:zeros"));

        client.nextReceipt("zeros");
    }

    @Test
    void theFirstOfSeveralCounts() {
        Client client = clients.connected();
        String body = joining();

        client.write(send(JOIN, body, "content-length:" + body.length(), "content-length:2", "receipt:first"));

        client.nextReceipt("first");
    }

    @Test
    void aBadOneIsFatalBeforeConnectAsWell() {
        Client client = clients.open();

        client.write("CONNECT\naccept-version:1.2\ncontent-length:x\n\n\0");

        client.refusedAs("bad-request");
    }

    private static String joining() {
        return "{\"chatRoomId\":\"" + Clients.aName("room") + "\"}";
    }
}
