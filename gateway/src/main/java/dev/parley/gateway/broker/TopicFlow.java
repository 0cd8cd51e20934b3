package dev.parley.gateway.broker;

import dev.parley.contracts.broker.Place;
import dev.parley.gateway.broker.BrokerMeters.Drop;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import io.vertx.ext.stomp.Command;
import java.util.function.Consumer;

/**
 * What goes to all, on its way to one subscriber. Nothing of it is stored, so a subscriber without room misses messages,
 * and the next one that it gets says how many. One event loop.
 */
final class TopicFlow implements Subscription.Flow {
    private final Place place;
    private final Subscriber subscriber;
    private final BrokerMeters meters;
    private final Consumer<TopicFlow> onEnd;
    private long missed;

    TopicFlow(Place place, Subscriber subscriber, BrokerMeters meters, Consumer<TopicFlow> onEnd) {
        this.place = place;
        this.subscriber = subscriber;
        this.meters = meters;
        this.onEnd = onEnd;
    }

    void deliver(TopicMessage message) {
        if (!subscriber.session().isOpen()) {
            return;
        }
        if (!subscriber.hasRoom()) {
            missed++;
            meters.dropped(Drop.SLOW);
            return;
        }
        if (subscriber.session().intercepts(Command.MESSAGE)) {
            subscriber.deliver(message.id(), message.headers(missed), message.body());
        } else {
            subscriber.deliveries().sent(message.id());
            subscriber.session().outbox().send(message.frame(subscriber, missed));
        }
        missed = 0;
        meters.out(place);
    }

    @Override
    public void onRoom() {
        // nothing waits for it
    }

    @Override
    public void end() {
        onEnd.accept(this);
    }
}
