package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.Listening;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.broker.BrokerMeters.Drop;
import dev.parley.gateway.limits.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The queues that one gateway owns, within their bounds. A queue is there while there is anything to remember of it. */
final class QueueStore implements OwnedQueue.Ends {
    private final BrokerOptions options;
    private final BrokerMeters meters;
    private final Map<Place, OwnedQueue> queues = new HashMap<>();
    private long bytes;

    QueueStore(BrokerOptions options, BrokerMeters meters) {
        this.options = options;
        this.meters = meters;
    }

    /** @throws Refusal {@code unavailable} when this queue, or all of them, keep as much as they may */
    void add(Place place, BrokerMessage message, long now) {
        if (bytes + message.size() > options.queueBytes()) {
            meters.exceeded(Limit.QUEUE_BYTES);
            throw Refusal.unavailable("the queues of this server are full");
        }
        if (find(place).map(OwnedQueue::waiting).orElse(0) >= options.queueMessages()) {
            meters.exceeded(Limit.QUEUE_MESSAGES);
            throw Refusal.unavailable("the queue is full");
        }
        keep(message.size());
        queue(place, now).add(message, now);
    }

    Optional<OwnedQueue> find(Place place) {
        return Optional.ofNullable(queues.get(place));
    }

    void listen(Place place, NodeId gateway, Listening listening, long now) {
        if (listening.subscribers() > 0 || queues.containsKey(place)) {
            queue(place, now).listen(gateway, listening, now);
        }
    }

    private OwnedQueue queue(Place place, long now) {
        return queues.computeIfAbsent(place, name -> new OwnedQueue(options.queueDeliveries(), this, now));
    }

    List<Place> places() {
        return List.copyOf(queues.keySet());
    }

    /** What other gateways had comes back. */
    void keepOnly(Set<NodeId> gateways, long now) {
        queues.values().forEach(queue -> queue.keepOnly(gateways, now));
    }

    /** Drops what nobody has listened to for too long, and queues of which there is nothing left. */
    void expire(long now) {
        queues.values().removeIf(queue -> {
            queue.expire(now, options.queueWait().toMillis());
            return queue.isUnused();
        });
    }

    @Override
    public void done(BrokerMessage message) {
        keep(-message.size());
    }

    @Override
    public void dropped(BrokerMessage message, Drop why) {
        keep(-message.size());
        meters.dropped(why);
    }

    private void keep(long more) {
        bytes += more;
        meters.queuedBytes(bytes);
    }
}
