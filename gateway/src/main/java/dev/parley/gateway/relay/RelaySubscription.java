package dev.parley.gateway.relay;

import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Header;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;

/**
 * A client's subscription to a destination of the external broker. What the client has no room for is held, and the
 * broker read no more: no more is held than came in one read. One event loop.
 */
final class RelaySubscription implements Subscription.Flow {
    private final RelayLink link;
    private final String id;
    private final String destination;
    private final Subscriber subscriber;
    private final String name = UUID.randomUUID().toString();
    private final Queue<Frame> held = new ArrayDeque<>();
    /** The broker's {@code ack} of what the client has not acknowledged, by our message id. */
    private final Map<String, String> acks = new HashMap<>();

    private long delivered;

    RelaySubscription(RelayLink link, String id, String destination, Subscriber subscriber) {
        this.link = link;
        this.id = id;
        this.destination = destination;
        this.subscriber = subscriber;
    }

    /** What the broker knows it by. */
    String id() {
        return id;
    }

    Frame frame() {
        return RelayFrames.subscribe(id, destination, subscriber);
    }

    /** How many messages wait for room. */
    int held() {
        return held.size();
    }

    void onMessage(Frame frame) {
        held.add(frame);
        deliver();
    }

    /** The broker delivers again what was not acknowledged. */
    void onLost() {
        held.clear();
        acks.clear();
    }

    @Override
    public void onRoom() {
        deliver();
        link.pauseOrResume();
    }

    @Override
    public void onAcknowledged(List<String> messageIds) {
        settle(Command.ACK, messageIds);
    }

    @Override
    public void onRejected(List<String> messageIds) {
        settle(Command.NACK, messageIds);
    }

    @Override
    public void end() {
        held.clear();
        link.unsubscribe(this);
    }

    private void settle(Command command, List<String> messageIds) {
        messageIds.forEach(messageId -> {
            String ack = acks.remove(messageId);
            if (ack != null) { // a message of before the broker was lost is the broker's again
                link.tell(RelayFrames.settle(command, ack));
            }
        });
    }

    private void deliver() {
        while (!held.isEmpty() && subscriber.hasRoom()) {
            Frame frame = held.remove();
            String messageId = name + "-" + ++delivered;
            String ack = frame.getHeader(Header.ACK);
            if (subscriber.deliveries().areAcknowledged() && ack != null) {
                acks.put(messageId, ack);
            }
            if (!subscriber.deliver(messageId, RelayFrames.heard(frame), frame.getBody())) {
                settle(Command.ACK, List.of(messageId));
            }
        }
    }
}
