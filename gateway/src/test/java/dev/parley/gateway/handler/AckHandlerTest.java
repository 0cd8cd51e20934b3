package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.session.AckMode;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AckHandlerTest {
    private final AckHandler handler = new AckHandler();
    private final List<String> told = new ArrayList<>();

    private Future<Map<String, String>> handle(Session session, Frame frame) {
        try {
            return ((Effect.Single) handler.effectOf(session, frame)).run().get();
        } catch (FrameError error) {
            return Future.failedFuture(error);
        }
    }

    private Client client(StompVersion version) {
        Client client = new Client(version);
        client.sessions().on(Command.ACK, this::handle).on(Command.NACK, this::handle);
        return client;
    }

    /** A subscription to which a, b and c were delivered: as many as its window holds. */
    private Subscriber subscribed(Client client, String id, AckMode mode) {
        Subscriber subscriber = client.session().subscriber(id, true, "/x", mode);
        client.session().subscriptions().add(subscriber.with(new Subscription.Flow() {
            @Override
            public void onRoom() {
                told.add("room");
            }

            @Override
            public void onAcknowledged(List<String> messageIds) {
                told.add("acknowledged " + messageIds);
            }

            @Override
            public void onRejected(List<String> messageIds) {
                told.add("rejected " + messageIds);
            }

            @Override
            public void end() {}
        }));
        List.of("a", "b", "c").forEach(message -> subscriber.deliver(message, Map.of(), Buffer.buffer()));
        return subscriber;
    }

    @Test
    void aMessageIsAcknowledgedByItsHeaderAckInTheNewestVersion() {
        Client client = client(StompVersion.V1_2);
        subscribed(client, "s/1", AckMode.CLIENT_INDIVIDUAL);
        assertThat(client.heard().get(1)).contains("ack:b/s/1\n");

        client.say("ACK\nid:b/s/1\nreceipt:r\n\n\0");

        assertThat(told).containsExactly("acknowledged [b]", "room");
        assertThat(client.heard()).last().asString().startsWith("RECEIPT\nreceipt-id:r\n");
    }

    @Test
    void inClientAnAckAndANackAreOfAllBefore() {
        Client client = client(StompVersion.V1_2);
        subscribed(client, "s", AckMode.CLIENT);

        client.say("ACK\nid:b/s\n\n\0", "NACK\nid:c/s\n\n\0");

        assertThat(told).containsExactly("acknowledged [a, b]", "room", "rejected [c]", "room");
    }

    @Test
    void inVersionOneOneTheMessageAndTheSubscriptionAreNamed() {
        Client client = client(StompVersion.V1_1);
        subscribed(client, "s", AckMode.CLIENT);
        subscribed(client, "t", AckMode.CLIENT_INDIVIDUAL);
        assertThat(client.heard()).noneMatch(frame -> frame.contains("\nack:"));

        client.say("NACK\nmessage-id:b\nsubscription:t\n\n\0");

        assertThat(told).containsExactly("rejected [b]", "room");
    }

    @Test
    void inVersionOneOhTheMessageIsSearched() {
        Client client = client(StompVersion.V1_0);
        subscribed(client, "auto", AckMode.AUTO);
        subscribed(client, "s", AckMode.CLIENT);

        client.say("ACK\nmessage-id:a\n\n\0", "ACK\nmessage-id:b\nsubscription:s\n\n\0");

        assertThat(told).containsExactly("acknowledged [a]", "room", "acknowledged [b]", "room");
    }

    @Test
    void aFullOutboxIsNoRoom() {
        Client client = client(StompVersion.V1_2);
        Subscriber subscriber = subscribed(client, "s", AckMode.CLIENT);
        client.stall();
        client.session().outbox().send(Buffer.buffer(new byte[1 << 20]));

        handle(client.session(), new Frame(Command.ACK, Map.of("id", "a/s"), Buffer.buffer()));

        assertThat(told).containsExactly("acknowledged [a]");
        assertThat(subscriber.hasRoom()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, ACK, id:z/s",
        "1.2, NACK, id:z/s",
        "1.2, ACK, id:a/auto",
        "1.2, ACK, id:a/nobody",
        "1.2, ACK, id:a",
        "1.1, ACK, message-id:z|subscription:s",
        "1.1, NACK, message-id:a|subscription:auto",
        "1.0, ACK, message-id:z",
        "1.0, ACK, message-id:a|subscription:auto"
    })
    void whatIsNotOutstandingIsRefusedAndNeverReceipted(String version, String command, String headers) {
        Client client = client(StompVersion.negotiate(version).orElseThrow()).listening();
        subscribed(client, "auto", AckMode.AUTO);
        subscribed(client, "s", AckMode.CLIENT);

        client.say(command + "\n" + headers.replace('|', '\n') + "\nreceipt:r\n\n\0");

        assertThat(client.heard())
                .last()
                .asString()
                .startsWith("MESSAGE\n")
                .contains("code:not-found\n", "receipt-id:r\n");
        assertThat(client.heard()).noneMatch(frame -> frame.startsWith("RECEIPT"));
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, ACK, message-id:a|subscription:s",
        "1.2, NACK, x:y",
        "1.1, ACK, message-id:a",
        "1.1, ACK, subscription:s",
        "1.1, NACK, id:a/s",
        "1.0, ACK, subscription:s",
        "1.0, NACK, message-id:a"
    })
    void whatLacksItsNamesOrIsNoCommandOfItsVersionEndsTheConnection(String version, String command, String headers) {
        Client client = client(StompVersion.negotiate(version).orElseThrow()).listening();
        subscribed(client, "s", AckMode.CLIENT);

        client.say(command + "\n" + headers.replace('|', '\n') + "\nreceipt:r\n\n\0");

        assertThat(client.heard()).last().asString().startsWith("ERROR\n").contains("code:bad-request\n");
        assertThat(client.isClosed()).isTrue();
    }
}
