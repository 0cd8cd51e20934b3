package dev.parley.gateway.relay;

import dev.parley.contracts.model.Actor;
import dev.parley.gateway.broker.Passing;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/** The frames that go to the external broker. */
final class RelayFrames {
    /**
     * Who sent a message, on its way through the broker. Not by the names that clients see: RabbitMQ takes {@code user-id}
     * for the user of the connection, and ends one where it is another.
     */
    private static final String SENDER_NAME = "parley-user-name";

    private static final String SENDER_ID = "parley-user-id";
    private static final Map<String, String> AS_HEARD =
            Map.of(SENDER_NAME, Header.USER_NAME, SENDER_ID, Header.USER_ID, Header.REDELIVERED, Header.REDELIVERED);

    private RelayFrames() {}

    static Frame connect(RelayOptions options) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.ACCEPT_VERSION, "1.2");
        headers.put("host", options.virtualHost());
        headers.put(Header.HEART_BEAT, options.heartBeat().text());
        options.login().ifPresent(login -> headers.put(Header.LOGIN, login));
        options.passcode().ifPresent(passcode -> headers.put(Header.PASSCODE, passcode));
        return new Frame(Command.CONNECT, headers, Buffer.buffer());
    }

    /** A client's SEND, with the headers that are its own to choose. */
    static Frame send(String destination, Actor actor, Frame frame) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.DESTINATION, destination);
        headers.put(SENDER_NAME, actor.username());
        headers.put(SENDER_ID, actor.id().value());
        frame.getHeaders().forEach((name, value) -> {
            if (Passing.isSenders(name) && !AS_HEARD.containsKey(name)) {
                headers.put(name, value);
            }
        });
        return new Frame(Command.SEND, headers, frame.getBody());
    }

    /** What of the broker's MESSAGE a subscriber hears, beside what concerns its subscription. */
    static Map<String, String> heard(Frame message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            String known = AS_HEARD.get(name);
            if (known != null || Passing.isSenders(name)) {
                headers.put(known == null ? name : known, value);
            }
        });
        return headers;
    }

    /** The broker is told how much may be unacknowledged, in the words of RabbitMQ. */
    static Frame subscribe(String id, String destination, Subscriber subscriber) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.ID, id);
        headers.put(Header.DESTINATION, destination);
        headers.put(Header.ACK, subscriber.deliveries().areAcknowledged() ? "client-individual" : "auto");
        if (subscriber.deliveries().areAcknowledged()) {
            headers.put(
                    "prefetch-count", Integer.toString(subscriber.deliveries().window()));
        }
        return new Frame(Command.SUBSCRIBE, headers, Buffer.buffer());
    }

    static Frame withReceipt(Frame frame, String receipt) {
        Map<String, String> headers = new LinkedHashMap<>(frame.getHeaders());
        headers.put(Header.RECEIPT, receipt);
        return new Frame(frame.getCommand(), headers, frame.getBody());
    }

    static Frame unsubscribe(String id) {
        return new Frame(Command.UNSUBSCRIBE, Map.of(Header.ID, id), Buffer.buffer());
    }

    /** @param ack what the broker's MESSAGE said in its header {@code ack} */
    static Frame settle(Command command, String ack) {
        return new Frame(command, Map.of(Header.ID, ack), Buffer.buffer());
    }

    static Frame disconnect() {
        return new Frame(Command.DISCONNECT, Map.of(), Buffer.buffer());
    }
}
