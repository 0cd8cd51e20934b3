package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The room and its members are there before a transaction begins: only its messages are seen. */
@AtEachDoor
@DisplayName("STOMP 1.2, \"BEGIN\": a transaction is atomic, which in a room is all of it or nothing")
class RoomTransactionsIT {
    private static final int TOO_LONG = 8001;

    @RegisterExtension
    final Clients clients;

    private final String room = Clients.aName("room");
    private final String post = "/publish/chat/room/" + room;

    RoomTransactionsIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void allOfItIsInTheLogInItsOrder() {
        Client writer = member();
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        writer.write(frame("BEGIN", "transaction:t"));
        writer.write(send(post, "one", "transaction:t", "receipt:1"), send(post, "two", "transaction:t", "receipt:2"));
        writer.write(frame("COMMIT", "transaction:t", "receipt:c"));

        Received one = writer.nextReceipt("1");
        Received two = writer.nextReceipt("2");
        writer.nextReceipt("c");
        assertThat(sequence(two)).isEqualTo(sequence(one) + 1);
        assertThat(texts(reader, 2)).containsExactly("one", "two");
    }

    @Test
    void nothingIsInTheLogBeforeCommit() {
        Client writer = member();
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        writer.write(frame("BEGIN", "transaction:t"), send(post, "inside", "transaction:t"));
        writer.publish(post, "outside");
        writer.write(frame("COMMIT", "transaction:t", "receipt:c"));

        writer.nextReceipt("c");
        assertThat(texts(reader, 2)).containsExactly("outside", "inside");
    }

    @Test
    void whenOneMessageIsRefusedNoneIsStored() {
        Client writer = member();
        Client other = member();
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        writer.write(
                frame("BEGIN", "transaction:t"),
                send(post, "dropped", "transaction:t", "content-type:text/plain"),
                send(post, "x".repeat(TOO_LONG), "transaction:t", "content-type:text/plain"),
                frame("COMMIT", "transaction:t", "receipt:never"));
        writer.refused();
        other.publish(post, "last");

        assertThat(texts(reader, 1)).containsExactly("last");
    }

    @Test
    void whatIsAbortedIsNotInTheLog() {
        Client writer = member();
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        writer.write(frame("BEGIN", "transaction:t"), send(post, "dropped", "transaction:t"));
        writer.write(frame("ABORT", "transaction:t"));
        writer.publish(post, "last");

        assertThat(texts(reader, 1)).containsExactly("last");
    }

    private Client member() {
        Client client = clients.connected();
        client.publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");
        return client;
    }

    private static long sequence(Received receipt) {
        return Long.parseLong(receipt.header("seq").orElseThrow());
    }

    private static List<String> texts(Client reader, int count) {
        return Stream.generate(() -> new JsonObject(reader.next("MESSAGE").text()).getString("message"))
                .limit(count)
                .toList();
    }
}
