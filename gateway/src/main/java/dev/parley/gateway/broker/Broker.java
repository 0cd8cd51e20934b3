package dev.parley.gateway.broker;

import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destination;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;

/** Carries what is sent to {@code /topic}, {@code /queue} and {@code /user}. One event loop. */
public interface Broker {
    /**
     * Passes a SEND on.
     *
     * @return what its RECEIPT says beside the id, when the message has been passed on
     */
    Future<Map<String, String>> send(Destination.Brokered destination, Session session, Frame frame);

    /**
     * Lets a subscriber hear a destination.
     *
     * @param frame the SUBSCRIBE
     * @return what delivers, when every message that is sent from now on, anywhere in the cluster, will be delivered
     */
    Future<Subscription.Flow> subscribe(Destination.Brokered destination, Subscriber subscriber, Frame frame);
}
