package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.ListenTo;
import dev.parley.contracts.broker.Listening;
import dev.parley.contracts.broker.MessageSent;
import dev.parley.contracts.broker.MessageTaken;
import dev.parley.contracts.broker.Noted;
import dev.parley.contracts.broker.OfferMessage;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.broker.RenewListening;
import dev.parley.contracts.broker.SendMessage;
import dev.parley.contracts.broker.SettleMessages;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What this gateway does as the owner of places: puts the messages of each into one order, passes those of topics to the
 * gateways that listen, and hands those of queues out. One context of the backbone.
 */
final class Owner {
    private final Bus bus;
    private final Ownership ownership;
    private final LongSupplier millis;
    private final QueueStore queues;
    private final Map<NodeId, Set<Place>> heard = new HashMap<>();
    private final Map<Place, Set<NodeId>> topics = new HashMap<>();
    private final Map<Place, Future<Void>> moving = new HashMap<>();

    /** @param millis a clock that never goes back */
    Owner(Bus bus, Ownership ownership, BrokerOptions options, BrokerMeters meters, LongSupplier millis) {
        this.bus = bus;
        this.ownership = ownership;
        this.millis = millis;
        this.queues = new QueueStore(options, meters);
    }

    CommandTable serve(CommandTable table) {
        return table.on(SendMessage.class, this::send)
                .on(ListenTo.class, this::listen)
                .on(RenewListening.class, this::renew)
                .on(SettleMessages.class, this::settle);
    }

    private Future<MessageTaken> send(SendMessage send) {
        Place place = send.place();
        if (!place.goesToOne()) {
            MessageSent sent = new MessageSent(place, send.message());
            topics.getOrDefault(place, Set.of()).forEach(node -> bus.tell(Addresses.gateway(node), sent));
            return Future.succeededFuture(new MessageTaken());
        }
        if (ownership.isLeaving()) {
            return Future.failedFuture(Refusal.unavailable("the queue is moving to another gateway"));
        }
        queues.add(place, send.message(), millis.getAsLong());
        handOut(place);
        return Future.succeededFuture(new MessageTaken());
    }

    private Future<Noted> listen(ListenTo listen) {
        note(listen.gateway(), listen.listening());
        return Future.succeededFuture(new Noted());
    }

    private Future<Noted> renew(RenewListening renewal) {
        Set<Place> before = new HashSet<>(heard.getOrDefault(renewal.gateway(), Set.of()));
        renewal.all().forEach(listening -> {
            before.remove(listening.place());
            note(renewal.gateway(), listening);
        });
        before.forEach(place -> note(renewal.gateway(), new Listening(place, 0, false)));
        return Future.succeededFuture(new Noted());
    }

    private void note(NodeId gateway, Listening listening) {
        Place place = listening.place();
        boolean ends = listening.subscribers() == 0;
        if (ends) {
            removeFrom(heard, gateway, place);
        } else {
            heard.computeIfAbsent(gateway, node -> new HashSet<>()).add(place);
        }
        if (place.goesToOne()) {
            queues.listen(place, gateway, listening, millis.getAsLong());
            handOut(place);
        } else if (ends) {
            removeFrom(topics, place, gateway);
        } else {
            topics.computeIfAbsent(place, topic -> new LinkedHashSet<>()).add(gateway);
        }
    }

    private static <K, V> void removeFrom(Map<K, Set<V>> map, K key, V value) {
        map.computeIfPresent(key, (same, values) -> values.remove(value) && values.isEmpty() ? null : values);
    }

    private Future<Noted> settle(SettleMessages settled) {
        queues.find(settled.place())
                .ifPresent(queue -> queue.settle(settled.gateway(), settled.messageIds(), settled.accepted()));
        handOut(settled.place());
        return Future.succeededFuture(new Noted());
    }

    /** Offers what waits to who has room, as long as the queue is this gateway's. */
    private void handOut(Place place) {
        Optional<OwnedQueue> found = queues.find(place);
        if (found.isEmpty() || moving.containsKey(place) || !ownership.isMine(place)) {
            return;
        }
        OwnedQueue queue = found.get();
        for (Optional<OwnedQueue.Offer> next = queue.next(); next.isPresent(); next = queue.next()) {
            offer(place, queue, next.get());
        }
    }

    private void offer(Place place, OwnedQueue queue, OwnedQueue.Offer offer) {
        BrokerMessage message = offer.message();
        bus.ask(new OfferMessage(offer.gateway(), ownership.self(), place, message, offer.except()))
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        queue.onOffered(offer.gateway(), message.id(), answer.result());
                    } else {
                        queue.onOfferLost(offer.gateway(), message.id());
                    }
                    handOut(place);
                });
    }

    /** Gateways have come or gone: forgets those that are gone, and what they said. */
    void onMembersChanged() {
        List<NodeId> gone = new ArrayList<>(heard.keySet());
        gone.removeAll(ownership.gateways());
        for (NodeId node : gone) {
            Set.copyOf(heard.getOrDefault(node, Set.of())).forEach(place -> note(node, new Listening(place, 0, false)));
        }
        queues.keepOnly(ownership.gateways(), millis.getAsLong());
        queues.places().forEach(this::handOut);
        moveWhatIsNotMine();
    }

    /** Once a second: what has waited too long, and what has another owner. */
    void tick() {
        queues.expire(millis.getAsLong());
        moveWhatIsNotMine();
    }

    /** Gives waiting messages to the owners that their queues have now; what cannot be given is kept and tried again. */
    Future<Void> moveWhatIsNotMine() {
        for (Place place : queues.places()) {
            if (!ownership.isMine(place) && !moving.containsKey(place)) {
                Future<Void> move = move(place);
                moving.put(place, move);
                move.onComplete(over -> {
                    moving.remove(place);
                    handOut(place);
                });
            }
        }
        return Future.join(List.copyOf(moving.values())).mapEmpty();
    }

    private Future<Void> move(Place place) {
        Optional<OwnedQueue> queue = queues.find(place);
        Optional<BrokerMessage> first = queue.flatMap(OwnedQueue::first);
        if (queue.isEmpty() || first.isEmpty() || ownership.isMine(place)) {
            return Future.succeededFuture();
        }
        return bus.ask(new SendMessage(ownership.ownerOf(place), place, first.get()))
                .compose(taken -> {
                    queue.get().isMoved(first.get());
                    return move(place);
                });
    }
}
