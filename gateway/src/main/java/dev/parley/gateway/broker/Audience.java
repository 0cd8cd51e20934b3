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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who listens at this gateway, on all its event loops, and what their owners are told about it. It is said again every
 * few seconds, and at once when gateways come or go: that repairs a lost word and a new owner with one mechanism. So is
 * how deliveries ended, until the owner knows; while too much of that is open, nothing more is taken. One context of the
 * backbone; the methods that say so may be called on any thread.
 */
final class Audience {
    private final Context home;
    private final Bus bus;
    private final Ownership ownership;
    private final int maxUnsettled;
    private final Map<Place, Listeners> places = new HashMap<>();
    /** Owners that may think that something is wanted of them, and the number of the last word to each. */
    private final Map<NodeId, Long> told = new HashMap<>();
    /** How deliveries ended, as far as their owners may not know it; whether one is being told just now. */
    private final Map<SettleMessages, Boolean> unsettled = new LinkedHashMap<>();

    private long words;

    Audience(Context home, Bus bus, Ownership ownership, int maxUnsettled) {
        this.home = home;
        this.bus = bus;
        this.ownership = ownership;
        this.maxUnsettled = maxUnsettled;
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

    /** Deliveries of a queue have ended; the owner is told with every digest until it knows or is gone. Any thread. */
    void settle(NodeId owner, Place place, List<String> messageIds, boolean accepted) {
        SettleMessages settled = new SettleMessages(owner, ownership.self(), place, messageIds, accepted);
        home.runOnContext(ignored -> settle(settled));
    }

    private void settle(SettleMessages settled) {
        unsettled.put(settled, true);
        bus.ask(settled).onComplete(answer -> {
            boolean full = !takesMore();
            if (answer.succeeded()) {
                unsettled.remove(settled);
            } else {
                unsettled.computeIfPresent(settled, (same, asking) -> false);
            }
            if (full && takesMore()) {
                renew();
            }
        });
    }

    private boolean takesMore() {
        return unsettled.size() < maxUnsettled;
    }

    /** Asks the owner; if that is another one in the end, asks that one. */
    private Future<Noted> tellOwner(Place place) {
        NodeId owner = ownership.ownerOf(place);
        noteWord(owner);
        return bus.ask(new ListenTo(owner, ownership.self(), listening(place)))
                .recover(away -> owner.equals(ownership.ownerOf(place)) ? Future.failedFuture(away) : tellOwner(place));
    }

    private Listening listening(Place place) {
        Listeners listeners = places.get(place);
        return listeners == null
                ? new Listening(place, 0, false)
                : new Listening(place, listeners.size(), listeners.isAnyFree() && takesMore());
    }

    private long noteWord(NodeId owner) {
        words++;
        told.put(owner, words);
        return words;
    }

    /** Tells every owner everything. One of whom nothing is wanted any more is told so until it knows. */
    void renew() {
        Set<NodeId> live = ownership.gateways();
        told.keySet().retainAll(live);
        unsettled.keySet().removeIf(settled -> !live.contains(settled.to()));
        Map.copyOf(unsettled).forEach((settled, asking) -> {
            if (!asking) {
                settle(settled);
            }
        });
        Map<NodeId, List<Listening>> byOwner = new HashMap<>();
        told.keySet().forEach(owner -> byOwner.put(owner, new ArrayList<>()));
        places.keySet()
                .forEach(place -> byOwner.computeIfAbsent(ownership.ownerOf(place), node -> new ArrayList<>())
                        .add(listening(place)));
        byOwner.keySet().retainAll(live);
        byOwner.forEach(this::renew);
    }

    /** A failure is no more than a late digest: the next one is on its way. */
    private void renew(NodeId owner, List<Listening> all) {
        long word = noteWord(owner);
        bus.ask(new RenewListening(owner, ownership.self(), all)).onSuccess(noted -> {
            if (all.isEmpty()) {
                told.remove(owner, word); // unless something was said since
            }
        });
    }

    private void onSent(MessageSent sent) {
        Listeners listeners = places.get(sent.place());
        if (listeners != null) {
            listeners.forEach(listener -> listener.hear(sent.message()));
        }
    }

    private Future<Offered> onOffer(OfferMessage offer) {
        Listeners listeners = places.get(offer.place());
        return listeners == null || !takesMore() ? Future.succeededFuture(NOBODY) : offer(offer, listeners);
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
