package dev.parley.gateway.broker;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.broker.BrokerRules.Verb;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destination;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
import java.util.Set;

/** Lets through what the rules allow, whoever carries it. One event loop. */
public final class RuledBroker implements Broker {
    /** What the server alone writes to: nobody can forge a refusal. */
    private static final Set<String> SERVERS_QUEUES = Set.of("errors", "notifications");

    private final BrokerRules rules;
    private final Broker carrier;

    public RuledBroker(BrokerRules rules, Broker carrier) {
        this.rules = rules;
        this.carrier = carrier;
    }

    @Override
    public Future<Map<String, String>> send(Destination.Brokered destination, Session session, Frame frame) {
        rules.check(Verb.SEND, LoopBroker.placeOf(destination), session.actor());
        if (destination instanceof Destination.UserQueue queue && SERVERS_QUEUES.contains(queue.name())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "only the server sends to this queue");
        }
        return carrier.send(destination, session, frame);
    }

    @Override
    public Future<Subscription.Flow> subscribe(Destination.Brokered destination, Subscriber subscriber, Frame frame) {
        rules.check(
                Verb.SUBSCRIBE,
                LoopBroker.placeOf(destination),
                subscriber.session().actor());
        return carrier.subscribe(destination, subscriber, frame);
    }
}
