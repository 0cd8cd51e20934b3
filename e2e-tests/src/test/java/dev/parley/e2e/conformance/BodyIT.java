package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.frameWith;
import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.e2e.conformance.Arrival.Received;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"Body\" and \"Header content-type\"")
class BodyIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    BodyIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "\n",
                "\nfirst line is blank",
                "one\ntwo\r\nthree\r",
                "tab\t colon: backslash\\ \\n",
                "é 안녕 🎉 \u0001\u007f",
                "SEND\ndestination:/topic/x\n\nnot a frame"
            })
    void aBodyComesThroughAsItWasSent(String body) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, body);

        reader.nextMessage(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\0\0\0", "x\0SEND\ndestination:/topic/x\n\nno frame\0\n", "안\0녕"})
    void aBodyWithNulsComesThroughWithTheLengthThatItNeeds(String body) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        int length = body.getBytes(StandardCharsets.UTF_8).length;

        clients.connected().publish(topic, body, "content-length:" + length);

        assertThat(reader.nextMessage(body).headers("content-length")).containsExactly(Integer.toString(length));
    }

    @Test
    void aBodyOfOtherBytesComesThrough() {
        assumeThat(clients.door()).as("a door whose frames go out as bytes").isEqualTo(Door.TCP);
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        byte[] body = {(byte) 0xff, 0, (byte) 0xfe, (byte) 0x80, '\n', (byte) 0xc3};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("SEND\ndestination:" + topic + "\ncontent-length:6\n\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        bytes.write(0);

        clients.connected().write(bytes.toByteArray());

        assertThat(reader.next("MESSAGE").body().getBytes()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE, id:7, destination:" + NOTIFICATIONS,
        "UNSUBSCRIBE, id:1, x:y",
        "BEGIN, transaction:t2, x:y",
        "COMMIT, transaction:t1, x:y",
        "ABORT, transaction:t1, x:y",
        "DISCONNECT, receipt:d, x:y",
        "ACK, id:1, x:y",
        "NACK, id:1, x:y"
    })
    void onlySendMayHaveABody(String command, String first, String second) {
        Client client = clients.connected();
        client.write(subscribe("1", NOTIFICATIONS, "receipt:live"));
        client.nextReceipt("live");

        client.write(frameWith("body", command, first, second));

        client.refusedAs("bad-request");
    }

    @Test
    void connectMayNotHaveABody() {
        Client client = clients.open();

        client.write(frameWith("body", "CONNECT", "accept-version:1.2", "host:parley"));

        client.refusedAs("bad-request");
    }

    @Test
    void aBodyIsNotExcusedByItsLength() {
        Client client = clients.connected();

        client.write(frameWith("body", "SUBSCRIBE", "id:1", "destination:" + NOTIFICATIONS, "content-length:4"));

        client.refusedAs("bad-request");
    }

    @Test
    void everyFrameMaySayThatItsBodyIsEmpty() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "content-length:0"));
        client.next("CONNECTED");
        client.write(subscribe("1", NOTIFICATIONS, "content-length:0", "receipt:a"));
        client.write(frame("UNSUBSCRIBE", "id:1", "content-length:0", "receipt:b"));

        client.nextReceipt("a");
        client.nextReceipt("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json;charset=utf-8", "image/png", "x-parley/own; a=\"b\""})
    void theContentTypeComesThrough(String type) {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "{}", "content-type:" + type);

        assertThat(reader.nextMessage("{}").headers("content-type")).containsExactly(type);
    }

    @Test
    void aBodyOfNoTypeIsNotGivenOne() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "{\"a\":1}");

        assertThat(reader.nextMessage("{\"a\":1}").headers("content-type")).isEmpty();
    }

    @Test
    void theLengthOfAMessageCountsBytes() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().write(send(topic, "안녕🎉"));

        Received message = reader.nextMessage("안녕🎉");
        assertThat(message.headers("content-length")).containsExactly("10");
    }
}
