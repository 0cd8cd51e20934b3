package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subscriptions of one connection, by the ids that the client gave them, bounded. One event loop. */
public final class Subscriptions {
    private final Map<String, Subscription> byId = new LinkedHashMap<>(2); // most have one
    private final int max;

    Subscriptions(int max) {
        this.max = max;
    }

    /** Adds one, whose id must be free. */
    public void add(Subscription subscription) {
        byId.put(subscription.id(), subscription);
    }

    /** Whether an id is in use. */
    public boolean has(String id) {
        Subscription subscription = byId.get(id);
        return subscription != null && !subscription.flow().isOver();
    }

    /** The one of this id. */
    public Optional<Subscription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The first whose client has to acknowledge a message of this id. */
    public Optional<Subscription> awaiting(String messageId) {
        return byId.values().stream()
                .filter(subscription -> subscription.subscriber().deliveries().has(messageId))
                .findFirst();
    }

    /** Completes when what was acknowledged at any of them is as durable as it gets. */
    public Future<Void> stored() {
        return Future.join(byId.values().stream()
                        .map(subscription -> subscription.flow().stored())
                        .toList())
                .mapEmpty();
    }

    /** Whether there is no place for one more: those that ended without the client give theirs up first. */
    public boolean isFull() {
        if (byId.size() >= max) {
            byId.values().removeIf(subscription -> subscription.flow().isOver());
        }
        return byId.size() >= max;
    }

    /**
     * Ends one.
     *
     * @throws Refusal {@code not-found} where there is none of this id
     */
    public void end(String id) {
        Subscription subscription = byId.remove(id);
        if (subscription == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "there is no subscription of this id on this connection");
        }
        subscription.flow().end();
    }

    /** The first to a destination. */
    Optional<Subscription> to(String destination) {
        return byId.values().stream()
                .filter(subscription -> subscription.destination().equals(destination))
                .findFirst();
    }

    void onRoom() {
        List.copyOf(byId.values()).forEach(subscription -> subscription.flow().onRoom());
    }

    void endAll() {
        byId.values().forEach(subscription -> subscription.flow().end());
        byId.clear();
    }
}
