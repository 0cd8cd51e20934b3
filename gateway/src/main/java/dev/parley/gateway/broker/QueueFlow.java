package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.Offered;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A queue on its way to one subscriber. What the client has to acknowledge is its own until it does, and goes back to the
 * queue's owner when it refuses it or ends. For one event loop, but for {@link #offer}.
 */
final class QueueFlow implements Subscription.Flow, Listener {
    private final Place place;
    private final Subscriber subscriber;
    private final Context loop;
    private final Audience audience;
    private final BrokerMeters meters;
    private final Map<String, NodeId> outstanding = new LinkedHashMap<>();
    /** Whether its RECEIPT has been sent, or follows at once: nothing is delivered before. */
    private boolean begun;

    private boolean refused;
    private boolean ended;

    QueueFlow(Place place, Subscriber subscriber, Context loop, Audience audience, BrokerMeters meters) {
        this.place = place;
        this.subscriber = subscriber;
        this.loop = loop;
        this.audience = audience;
        this.meters = meters;
    }

    @Override
    public void offer(NodeId owner, BrokerMessage message, Consumer<Offered.Outcome> answer) {
        loop.runOnContext(ignored -> answer.accept(deliver(owner, message)));
    }

    private Offered.Outcome deliver(NodeId owner, BrokerMessage message) {
        if (!begun || ended || !subscriber.session().isOpen() || !subscriber.hasRoom()) {
            refused = true;
            return Offered.Outcome.NO_ROOM;
        }
        boolean sent = subscriber.deliver(
                message.id(),
                Passing.headers(message),
                Buffer.buffer(message.body().bytes()));
        meters.out(place);
        if (!sent || !subscriber.deliveries().areAcknowledged()) {
            return Offered.Outcome.DONE;
        }
        outstanding.put(message.id(), owner);
        return Offered.Outcome.TAKEN;
    }

    @Override
    public void onRoom() {
        begun = true;
        if (refused && subscriber.hasRoom()) {
            refused = false;
            audience.hasRoom(place, this);
        }
    }

    @Override
    public void onAcknowledged(List<String> messageIds) {
        settle(messageIds, true);
    }

    @Override
    public void onRejected(List<String> messageIds) {
        settle(messageIds, false);
    }

    @Override
    public void end() {
        ended = true;
        audience.remove(place, this);
        settle(List.copyOf(outstanding.keySet()), false);
    }

    private void settle(List<String> messageIds, boolean accepted) {
        Map<NodeId, List<String>> byOwner = new LinkedHashMap<>();
        messageIds.forEach(id -> {
            NodeId owner = outstanding.remove(id);
            if (owner != null) {
                byOwner.computeIfAbsent(owner, node -> new ArrayList<>()).add(id);
            }
        });
        byOwner.forEach((owner, ids) -> audience.settle(owner, place, ids, accepted));
    }
}
