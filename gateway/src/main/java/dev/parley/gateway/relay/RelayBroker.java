package dev.parley.gateway.relay;

import dev.parley.gateway.broker.Broker;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.Destination;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.ext.stomp.Frame;
import java.util.HashMap;
import java.util.Map;

/**
 * Topics and queues of an external STOMP broker. Each session that uses one has a connection of its own to the broker, so
 * that what it has not acknowledged goes back to the broker when it ends, and its slowness is nobody else's. Queues of
 * users stay with Parley's own broker, which knows where users are. One event loop.
 */
public final class RelayBroker implements Broker {
    private final Broker own;
    private final NetClient client;
    private final Wheel wheel;
    private final RelayOptions options;
    private final RelayMeters meters;
    private final Map<Session, RelayLink> links = new HashMap<>();

    /** @param own carries the queues of users */
    public RelayBroker(Vertx vertx, Broker own, Wheel wheel, RelayOptions options, RelayMeters meters) {
        this.own = own;
        this.client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout((int) options.timeout().toMillis())
                .setSsl(options.tls())
                .setHostnameVerificationAlgorithm(options.tls() ? "HTTPS" : "")
                .setTcpKeepAlive(true));
        this.wheel = wheel;
        this.options = options;
        this.meters = meters;
    }

    @Override
    public Future<Map<String, String>> send(Destination.Brokered destination, Session session, Frame frame) {
        if (destination instanceof Destination.UserQueue) {
            return own.send(destination, session, frame);
        }
        return link(session)
                .ask(RelayFrames.send(text(destination), session.actor(), frame))
                .map(taken -> Map.of());
    }

    @Override
    public Future<Subscription.Flow> subscribe(Destination.Brokered destination, Subscriber subscriber, Frame frame) {
        if (destination instanceof Destination.UserQueue) {
            return own.subscribe(destination, subscriber, frame);
        }
        return link(subscriber.session()).subscribe(text(destination), subscriber);
    }

    private RelayLink link(Session session) {
        return links.computeIfAbsent(session, opened -> {
            RelayLink link = new RelayLink(client, wheel, options, meters);
            session.onEnd(() -> {
                links.remove(session);
                link.close();
            });
            return link;
        });
    }

    private static String text(Destination.Brokered destination) {
        if (destination instanceof Destination.Topic topic) {
            return "/topic/" + topic.name();
        }
        return "/queue/" + ((Destination.Queue) destination).name();
    }
}
