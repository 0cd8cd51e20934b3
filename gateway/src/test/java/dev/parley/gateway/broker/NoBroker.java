package dev.parley.gateway.broker;

import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destination;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;

/** For tests in which nobody uses topics and queues. */
public final class NoBroker implements Broker {
    @Override
    public Future<Map<String, String>> send(Destination.Brokered destination, Session session, Frame frame) {
        throw new AssertionError("not expected in this test");
    }

    @Override
    public Future<Subscription.Flow> subscribe(Destination.Brokered destination, Subscriber subscriber, Frame frame) {
        throw new AssertionError("not expected in this test");
    }
}
