package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.Listening;
import dev.parley.contracts.broker.Offered;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.broker.BrokerMeters.Drop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One queue at its owner: what waits, who has room for it, and what was taken and is not settled yet. A message is in one
 * of these places until it is done, given up or moved to another owner. Messages are offered in the order they came;
 * one that comes back takes its old place. Times are milliseconds of a clock that never goes back. One context.
 */
final class OwnedQueue {
    /** Offers to one gateway that may be unanswered. */
    static final int OFFERS = 64;

    private final int maxDeliveries;
    private final Ends ends;
    private final TreeMap<Long, Held> waiting = new TreeMap<>();
    private final Map<NodeId, Taker> takers = new LinkedHashMap<>();
    private long numbers;
    private long unheardSince;

    /** Hears of each message that is kept no longer. */
    interface Ends {
        void done(BrokerMessage message);

        void dropped(BrokerMessage message, Drop why);
    }

    /** What is to be offered, to whom, and which subscriber had it last. */
    record Offer(NodeId gateway, BrokerMessage message, long except) {}

    private static final class Held {
        private final long number;
        private final long came;
        private BrokerMessage message;
        private @Nullable NodeId lastGateway;
        private long lastTaker;

        private Held(long number, long came, BrokerMessage message) {
            this.number = number;
            this.came = came;
            this.message = message;
        }
    }

    /** A gateway with subscribers, or with messages that its subscribers had. */
    private static final class Taker {
        private final Map<String, Held> offered = new HashMap<>();
        private final Map<String, Held> taken = new LinkedHashMap<>();
        private int subscribers;
        private boolean room;
        private int turn;

        private boolean canTake() {
            return room && subscribers > 0 && offered.size() < OFFERS;
        }
    }

    /** @param now since when nobody listens */
    OwnedQueue(int maxDeliveries, Ends ends, long now) {
        this.maxDeliveries = maxDeliveries;
        this.ends = ends;
        this.unheardSince = now;
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether there is nothing to remember. */
    boolean isUnused() {
        return waiting.isEmpty() && takers.isEmpty();
    }

    void add(BrokerMessage message, long now) {
        numbers++;
        waiting.put(numbers, new Held(numbers, now, message));
    }

    /** A gateway says who listens there. */
    void listen(NodeId gateway, Listening listening, long now) {
        boolean wasHeard = isHeard();
        Taker taker = takers.computeIfAbsent(gateway, node -> new Taker());
        taker.subscribers = listening.subscribers();
        taker.room = listening.room();
        forgetIfUnused(gateway, taker);
        noteIfUnheard(wasHeard, now);
    }

    /** Other gateways are gone: what they were offered and had taken comes back. */
    void keepOnly(Set<NodeId> gateways, long now) {
        List<NodeId> gone = new ArrayList<>(takers.keySet());
        gone.removeAll(gateways);
        gone.forEach(gateway -> forget(gateway, now));
    }

    private void forget(NodeId gateway, long now) {
        boolean wasHeard = isHeard();
        Taker taker = takers.remove(gateway);
        if (taker != null) {
            List<Held> back = new ArrayList<>(taker.taken.values());
            back.addAll(taker.offered.values());
            back.forEach(this::comeBack);
            noteIfUnheard(wasHeard, now);
        }
    }

    /** What to offer next; empty when nothing waits or nobody has room. */
    Optional<Offer> next() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Held held = waiting.firstEntry().getValue();
        return choose(held).map(gateway -> {
            waiting.pollFirstEntry();
            Taker taker = takers.get(gateway);
            if (taker != null) {
                taker.offered.put(held.message.id(), held);
            }
            long except = gateway.equals(held.lastGateway) ? held.lastTaker : 0;
            return new Offer(gateway, held.message, except);
        });
    }

    /** Smooth weighted round robin: each gateway's share is that of its subscribers among those that have room. */
    private Optional<NodeId> choose(Held held) {
        List<Map.Entry<NodeId, Taker>> able = new ArrayList<>(takers.entrySet());
        able.removeIf(entry -> !entry.getValue().canTake());
        if (able.size() > 1) {
            able.removeIf(entry -> entry.getKey().equals(held.lastGateway) && entry.getValue().subscribers == 1);
        }
        Map.Entry<NodeId, Taker> chosen = null;
        int total = 0;
        for (Map.Entry<NodeId, Taker> entry : able) {
            Taker taker = entry.getValue();
            taker.turn += taker.subscribers;
            total += taker.subscribers;
            if (chosen == null || taker.turn > chosen.getValue().turn) {
                chosen = entry;
            }
        }
        if (chosen == null) {
            return Optional.empty();
        }
        chosen.getValue().turn -= total;
        return Optional.of(chosen.getKey());
    }

    /** The answer to an offer; one that comes after the gateway was forgotten means nothing. */
    void onOffered(NodeId gateway, String messageId, Offered answer) {
        Taker taker = takers.get(gateway);
        Held held = taker == null ? null : taker.offered.remove(messageId);
        if (taker == null || held == null) {
            return;
        }
        switch (answer.outcome()) {
            case DONE -> ends.done(held.message);
            case TAKEN -> {
                held.lastGateway = gateway;
                held.lastTaker = answer.taker();
                taker.taken.put(messageId, held);
            }
            case NO_ROOM -> {
                taker.room = false;
                waiting.put(held.number, held);
            }
        }
        forgetIfUnused(gateway, taker);
    }

    /** No answer came: a subscriber may have the message or not. Nothing more is offered there until it speaks. */
    void onOfferLost(NodeId gateway, String messageId) {
        Taker taker = takers.get(gateway);
        Held held = taker == null ? null : taker.offered.remove(messageId);
        if (taker != null && held != null) {
            taker.room = false;
            comeBack(held);
            forgetIfUnused(gateway, taker);
        }
    }

    /** Deliveries end; those that are not known, as after another owner's death, mean nothing. */
    void settle(NodeId gateway, List<String> messageIds, boolean accepted) {
        Taker taker = takers.get(gateway);
        if (taker == null) {
            return;
        }
        for (String id : messageIds) {
            Held held = taker.taken.remove(id);
            if (held == null) {
                held = taker.offered.remove(id); // the answer to the offer is not here yet
            }
            if (held != null && accepted) {
                ends.done(held.message);
            } else if (held != null) {
                comeBack(held);
            }
        }
        forgetIfUnused(gateway, taker);
    }

    /** Drops what has waited too long for any subscriber. */
    void expire(long now, long waitMillis) {
        if (isHeard()) {
            return;
        }
        waiting.values().removeIf(held -> {
            boolean over = now - Math.max(held.came, unheardSince) >= waitMillis;
            if (over) {
                ends.dropped(held.message, Drop.UNHEARD);
            }
            return over;
        });
    }

    /** What waits longest, for another owner. */
    Optional<BrokerMessage> first() {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting.firstEntry().getValue().message);
    }

    /** A message that waited has another owner; it may have been dropped on the way, and others may have come back. */
    void isMoved(BrokerMessage moved) {
        waiting.values().removeIf(held -> {
            boolean it = held.message.id().equals(moved.id());
            if (it) {
                ends.done(held.message);
            }
            return it;
        });
    }

    private void comeBack(Held held) {
        held.message = held.message.delivered(held.message.deliveries() + 1);
        if (held.message.deliveries() >= maxDeliveries) {
            ends.dropped(held.message, Drop.REJECTED);
        } else {
            waiting.put(held.number, held);
        }
    }

    private boolean isHeard() {
        return takers.values().stream().anyMatch(taker -> taker.subscribers > 0);
    }

    private void noteIfUnheard(boolean wasHeard, long now) {
        if (wasHeard && !isHeard()) {
            unheardSince = now;
        }
    }

    private void forgetIfUnused(NodeId gateway, Taker taker) {
        if (taker.subscribers == 0 && taker.offered.isEmpty() && taker.taken.isEmpty()) {
            takers.remove(gateway);
        }
    }
}
