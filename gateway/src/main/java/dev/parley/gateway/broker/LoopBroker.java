package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.Place;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destination;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.stomp.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Topics and queues as one event loop knows them: where its clients send, and its subscribers hear. */
public final class LoopBroker implements Broker {
    private final Context loop = Vertx.currentContext();
    private final EdgeBus bus;
    private final BrokerNode node;
    private final Map<Place, TopicReaders> topics = new HashMap<>();
    private final String ids =
            Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits(), Character.MAX_RADIX) + "-";
    private long sent;

    /** Call on the event loop that it is for. */
    public LoopBroker(EdgeBus bus, BrokerNode node) {
        this.bus = bus;
        this.node = node;
    }

    @Override
    public Future<Map<String, String>> send(Destination.Brokered destination, Session session, Frame frame) {
        Place place = placeOf(destination);
        sent++;
        BrokerMessage message = Passing.message(ids + sent, session.actor(), frame);
        return bus.here(node.send(place, message)).map(taken -> {
            node.meters().in(place);
            return Map.of(Header.MESSAGE_ID, message.id());
        });
    }

    @Override
    public Future<Subscription.Flow> subscribe(Destination.Brokered destination, Subscriber subscriber, Frame frame) {
        Place place = placeOf(destination);
        return place.goesToOne() ? queue(place, subscriber) : topic(place, subscriber);
    }

    private Future<Subscription.Flow> topic(Place place, Subscriber subscriber) {
        TopicReaders readers = topics.computeIfAbsent(place, name -> new TopicReaders(loop));
        TopicFlow flow = new TopicFlow(place, subscriber, node.meters(), ended -> {
            if (readers.remove(ended) && topics.remove(place, readers)) {
                node.audience().remove(place, readers);
            }
        });
        readers.add(flow);
        return confirmed(node.audience().add(place, readers), flow);
    }

    private Future<Subscription.Flow> queue(Place place, Subscriber subscriber) {
        QueueFlow flow = new QueueFlow(place, subscriber, loop, node.audience(), node.meters());
        return confirmed(node.audience().add(place, flow), flow);
    }

    private Future<Subscription.Flow> confirmed(Future<Void> live, Subscription.Flow flow) {
        return bus.here(live)
                .map(known -> {
                    flow.onRoom(); // the session did not call it yet, and the flow may have been full in the meantime
                    return flow;
                })
                .onFailure(refused -> flow.end());
    }

    /** The destination as the backbone calls it. */
    static Place placeOf(Destination.Brokered destination) {
        if (destination instanceof Destination.Topic topic) {
            return Place.topic(topic.name());
        }
        if (destination instanceof Destination.Queue queue) {
            return Place.queue(queue.name());
        }
        if (destination instanceof Destination.UserQueue queue) {
            return Place.userQueue(queue.username(), queue.name());
        }
        throw new IllegalArgumentException("no place for " + destination);
    }
}
