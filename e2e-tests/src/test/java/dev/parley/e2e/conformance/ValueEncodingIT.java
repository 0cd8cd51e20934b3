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
@DisplayName("STOMP 1.2, \"Value Encoding\"")
class ValueEncodingIT {
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    @RegisterExtension
    final Clients clients;

    ValueEncodingIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\rb", "a\\nb", "a\\cb", "a\\\\b", "\\n", "\\\\n", "\\\\\\\\", "\\c\\r\\n\\\\"})
    void whatIsEscapedComesBackEscaped(String value) {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:" + value));

        client.nextReceipt(value);
    }

    @Test
    void anEscapedDestinationIsTheSameDestination() {
        Client client = clients.connected();

        client.write(frame("SUBSCRIBE", "id:1", "destination:/user\\c/queue/notifications"));

        client.refused();
    }

    @Test
    void headerNamesAreEscapedAsWell() {
        Client client = clients.connected();

        client.write(frame("SUBSCRIBE", "id:1", "destination:" + NOTIFICATIONS, "re\\cceipt:no", "receipt:yes"));

        client.nextReceipt("yes");
    }

    @Test
    void namesAndValuesOfAMessageAreEscaped() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "x", "na\\cme\\\\:one\\ntwo\\rthree\\cfour\\\\five");

        assertThat(reader.nextMessage("x").headers("na\\cme\\\\")).containsExactly("one\\ntwo\\rthree\\cfour\\\\five");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\tb", "a\\", "\\N", "\\C", "\\0", "\\ n", "\\:", "\\\\\\x", "\\u0041"})
    void anUndefinedEscapeIsFatal(String value) {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "unused:" + value));

        client.refusedAs("bad-request");
    }

    @Test
    void anUndefinedEscapeInANameIsFatal() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "na\\tme:1"));

        client.refusedAs("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void connectHasNoEscapes(String command) {
        Client client = clients.open();

        client.write(frame(command, "accept-version:1.2", "host:local\\thost:61613\\", "x:\\q"));

        client.next("CONNECTED");
        client.isAlive();
    }

    @Test
    void anEscapeInConnectIsNotUndone() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-\\cversion:1.2", "accept\\-version:1.2", "accept-version:1.1"));

        assertThat(client.next("CONNECTED").header("version")).contains("1.1");
    }

    @Test
    void connectedHasNoEscapes() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "host:parley"));

        assertThat(client.next("CONNECTED").lines())
                .allSatisfy(line -> assertThat(line.value()).doesNotContain("\\"));
    }

    @Test
    void valuesAreNeverTrimmed() {
        Client client = clients.connected();

        client.write(subscribe("1", NOTIFICATIONS, "receipt:  two before, one behind "));

        client.nextReceipt("  two before, one behind ");
    }

    @Test
    void namesAreNeverTrimmed() {
        Client client = clients.connected();

        client.write(
                subscribe("1", NOTIFICATIONS, "receipt :no", " receipt:no"),
                subscribe("2", NOTIFICATIONS, "receipt:yes"));

        client.nextReceipt("yes");
    }

    @Test
    void headersOfAMessageAreNeitherTrimmedNorPadded() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "x", "padded:  a ", "bare:b", "none:");

        Received message = reader.nextMessage("x");
        assertThat(message.headers("padded")).containsExactly("  a ");
        assertThat(message.headers("bare")).containsExactly("b");
        assertThat(message.headers("none")).containsExactly("");
    }

    @Test
    void aPaddedDestinationIsAnotherOne() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(send(" " + topic, "padded", "receipt:never"));

        assertThat(writer.refused().headers("receipt-id")).containsExactly("never");
        clients.connected().publish(topic, "bare");
        reader.nextMessage("bare");
    }

    @Test
    void anEscapedLineFeedCannotAddAHeaderOrAFrame() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.write(frameWith("x", "SEND", "destination:" + topic, "a:b\\nsubscription\\cforged\\n\\n\\0"));
        writer.refusedAs("bad-request");
        clients.connected().publish(topic, "y", "a:b\\nforged\\c1\\n\\nMESSAGE");

        Received message = reader.nextMessage("y");
        assertThat(message.headers("forged")).isEmpty();
        assertThat(message.headers("a")).containsExactly("b\\nforged\\c1\\n\\nMESSAGE");
    }
}
