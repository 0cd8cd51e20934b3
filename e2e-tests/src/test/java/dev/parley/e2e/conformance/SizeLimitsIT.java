package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits are those of a first run. */
@AtEachDoor
@DisplayName("STOMP 1.2, \"Size Limits\"")
class SizeLimitsIT {
    private static final int BODY_BYTES = 64 * 1024;
    private static final int HEADERS = 64;
    private static final int HEADER_LINE_BYTES = 1024;
    private static final int SUBSCRIPTIONS = 200;
    private static final String NOTIFICATIONS = "/user/queue/notifications";
    private static final String JOIN = "/publish/chat/join";

    @RegisterExtension
    final Clients clients;

    SizeLimitsIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aBodyOfTheLimitPasses() {
        Client client = clients.connected();
        String body = joining(BODY_BYTES);

        client.write(send(JOIN, body, "content-length:" + BODY_BYTES, "receipt:counted"));
        client.nextReceipt("counted");
        client.write(send(JOIN, body, "receipt:uncounted"));
        client.nextReceipt("uncounted");
    }

    @Test
    void aBodyOfOneByteMoreIsRefused() {
        Client client = clients.connected();

        client.write(send(JOIN, joining(BODY_BYTES + 1), "receipt:never"));

        client.refusedAs("too-large");
    }

    @Test
    void aLengthOfOneByteMoreIsRefusedBeforeTheBodyComes() {
        Client client = clients.connected();

        client.write("SEND\ndestination:" + JOIN + "\nreceipt:r\ncontent-length:" + (BODY_BYTES + 1) + "\n\n");

        assertThat(client.refusedAs("too-large").headers("receipt-id")).isSubsetOf("r");
    }

    @Test
    void theLargestBodyReachesASubscriber() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        String body = "안".repeat(BODY_BYTES / 3) + "!";

        clients.connected().publish(topic, body);

        reader.nextMessage(body);
    }

    @Test
    void asManyHeadersAsTheLimitPass() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, padding(HEADERS - 3, "receipt:all")));

        client.nextReceipt("all");
    }

    @Test
    void oneHeaderMoreIsRefused() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, padding(HEADERS - 2, "receipt:never")));

        client.refusedAs("too-large");
    }

    @Test
    void repeatedHeadersCountEachTime() {
        Client client = clients.connected();

        client.write("SUBSCRIBE\n" + "a:1\n".repeat(HEADERS + 1));

        client.refusedAs("too-large");
    }

    @Test
    void aHeaderLineOfTheLimitPasses() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, line(HEADER_LINE_BYTES), "receipt:long"));

        client.nextReceipt("long");
    }

    @Test
    void aHeaderLineOfOneByteMoreIsRefused() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, line(HEADER_LINE_BYTES + 1), "receipt:never"));

        client.refusedAs("too-large");
    }

    @Test
    void aHeaderLineThatNeverEndsIsRefused() {
        Client client = clients.connected();

        client.write("SUBSCRIBE\n" + line(2 * HEADER_LINE_BYTES));

        client.refusedAs("too-large");
    }

    @Test
    void aCommandThatNeverEndsIsRefused() {
        Client client = clients.connected();

        client.write("S".repeat(2 * HEADER_LINE_BYTES));

        assertThat(client.refused().header("code").orElse("none")).isIn("bad-request", "too-large");
    }

    @Test
    void theLimitsHoldBeforeConnect() {
        Client tooMany = clients.open();
        Client tooLong = clients.open();
        Client tooMuch = clients.open();

        tooMany.write(frame("CONNECT", padding(HEADERS, "accept-version:1.2")));
        tooLong.write(frame("CONNECT", "accept-version:1.2", line(HEADER_LINE_BYTES + 1)));
        tooMuch.write("CONNECT\naccept-version:1.2\ncontent-length:" + (BODY_BYTES + 1) + "\n\n");

        tooMany.refusedAs("too-large");
        tooLong.refusedAs("too-large");
        assertThat(tooMuch.refused().header("code").orElse("none")).isIn("bad-request", "too-large");
    }

    @Test
    void asManySubscriptionsAsTheLimitPassAndOneMoreIsRefused() {
        Client client = clients.connected();

        client.write(IntStream.range(0, SUBSCRIPTIONS)
                .mapToObj(i -> subscribe("s" + i, NOTIFICATIONS, "receipt:" + i))
                .toArray(String[]::new));
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            client.nextReceipt(Integer.toString(i));
        }
        client.write(subscribe("more", NOTIFICATIONS, "receipt:never"));

        assertThat(client.refused().headers("receipt-id")).containsExactly("never");
    }

    /** A body of that many bytes that is understood. */
    private static String joining(int bytes) {
        String start = "{\"chatRoomId\":\"" + Clients.aName("room") + "\"";
        return start + " ".repeat(bytes - start.length() - 1) + "}";
    }

    private static String line(int bytes) {
        return "long:" + "x".repeat(bytes - "long:".length());
    }

    private static String[] padding(int headers, String last) {
        return Stream.concat(IntStream.range(0, headers).mapToObj(i -> "h" + i + ":" + i), Stream.of(last))
                .toArray(String[]::new);
    }
}
