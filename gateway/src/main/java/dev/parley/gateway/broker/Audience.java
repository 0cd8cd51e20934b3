package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.ListenTo;
import dev.parley.contracts.broker.Listening;
import dev.parley.contracts.broker.MessageSent;
import dev.parley.contracts.broker.Noted;
import dev.parley.contracts.broker.OfferMessage;
import dev.parley.contracts.broker.Offered;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.broker.RenewListening;
import dev.parley.contracts.broker.SettleMessages;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who listens at this gateway, on all its event loops, and what their owners are told about it. It is said again every
 * few seconds, and at once when gateways come or go: that repairs a lost word and a new owner with one mechanism. One
 * context of the backbone; the methods that say so may be called on any thread.
 */
final class Audience {
    private static final long SETTLE_AGAIN_MILLIS = 1000;

    private final Context home;
    private final Bus bus;
    private final Ownership ownership;
    private final Map<Place, Listeners> places = new HashMap<>();
    /** Owners to whom something was said since the last digest or in it. */
    private Set<NodeId> told = new HashSet<>();

    Audience(Context home, Bus bus, Ownership ownership) {
        this.home = home;
        this.bus = bus;
        this.ownership = ownership;
    }

    CommandTable serve(CommandTable table) {
        return table.hear(MessageSent.class, this::onSent).on(OfferMessage.class, this::onOffer);
    }

    /** Adds a listener, once; completes when the owner of the place knows. Any thread. */
    Future<Void> add(Place place, Listener listener) {
        Promise<Void> known = Promise.promise();
        home.runOnContext(ignored -> {
            places.computeIfAbsent(place, name -> new Listeners()).add(listener);
            tellOwner(place).<Void>mapEmpty().onComplete(known);
        });
        return known.future();
    }

    /** The listener hears nothing more. Any thread. */
    void remove(Place place, Listener listener) {
        home.runOnContext(ignored -> {
            Listeners listeners = places.get(place);
            if (listeners != null && listeners.remove(listener)) {
                tellOwner(place);
                if (listeners.isEmpty()) {
                    places.remove(place);
                }
            }
        });
    }

    /** A listener that had no room has some. Any thread. */
    void hasRoom(Place place, Listener listener) {
        home.runOnContext(ignored -> {
            Listeners listeners = places.get(place);
            if (listeners != null && listeners.hasRoom(listener)) {
                tellOwner(place); // should it be lost, the next digest says so too
            }
        });
    }

    /** Deliveries of a queue have ended; the owner is told until it knows or is gone. Any thread. */
    void settle(NodeId owner, Place place, List<String> messageIds, boolean accepted) {
        SettleMessages settled = new SettleMessages(owner, ownership.self(), place, messageIds, accepted);
        home.runOnContext(ignored -> settle(settled));
    }

    private void settle(SettleMessages settled) {
        bus.ask(settled).onFailure(lost -> {
            if (ownership.gateways().contains(settled.to())) {
                home.owner().setTimer(SETTLE_AGAIN_MILLIS, fired -> settle(settled));
            }
        });
    }

    /** Asks the owner; if that is another one in the end, asks that one. */
    private Future<Noted> tellOwner(Place place) {
        NodeId owner = ownership.ownerOf(place);
        told.add(owner);
        return bus.ask(new ListenTo(owner, ownership.self(), listening(place)))
                .recover(away -> owner.equals(ownership.ownerOf(place)) ? Future.failedFuture(away) : tellOwner(place));
    }

    private Listening listening(Place place) {
        Listeners listeners = places.get(place);
        return listeners == null
                ? new Listening(place, 0, false)
                : new Listening(place, listeners.size(), listeners.isAnyFree());
    }

    /** Tells every owner everything. One of whom nothing is wanted any more is told so once. */
    void renew() {
        Map<NodeId, List<Listening>> byOwner = new HashMap<>();
        told.forEach(owner -> byOwner.put(owner, new ArrayList<>()));
        Set<NodeId> wanted = new HashSet<>();
        places.keySet().forEach(place -> {
            NodeId owner = ownership.ownerOf(place);
            wanted.add(owner);
            byOwner.computeIfAbsent(owner, node -> new ArrayList<>()).add(listening(place));
        });
        told = wanted;
        byOwner.keySet().retainAll(ownership.gateways());
        // A failure is no more than a late digest: the next one is on its way.
        byOwner.forEach((owner, all) -> bus.ask(new RenewListening(owner, ownership.self(), all)));
    }

    private void onSent(MessageSent sent) {
        Listeners listeners = places.get(sent.place());
        if (listeners != null) {
            listeners.forEach(listener -> listener.hear(sent.message()));
        }
    }

    private Future<Offered> onOffer(OfferMessage offer) {
        Listeners listeners = places.get(offer.place());
        return listeners == null ? Future.succeededFuture(NOBODY) : offer(offer, listeners);
    }

    private static final Offered NOBODY = new Offered(Offered.Outcome.NO_ROOM, 0);

    /** To the one whose turn it is; if it has no room after all, to the next. */
    private Future<Offered> offer(OfferMessage offer, Listeners listeners) {
        return listeners
                .next(offer.except())
                .map(turn -> ask(turn.listener(), offer.owner(), offer.message())
                        .compose(outcome -> {
                            if (outcome == Offered.Outcome.NO_ROOM) {
                                listeners.isFull(turn.listener());
                                return offer(offer, listeners);
                            }
                            return Future.succeededFuture(new Offered(outcome, turn.number()));
                        }))
                .orElseGet(() -> Future.succeededFuture(NOBODY));
    }

    private Future<Offered.Outcome> ask(Listener listener, NodeId owner, BrokerMessage message) {
        Promise<Offered.Outcome> answer = Promise.promise();
        listener.offer(owner, message, outcome -> home.runOnContext(ignored -> answer.complete(outcome)));
        return answer.future();
    }
}
