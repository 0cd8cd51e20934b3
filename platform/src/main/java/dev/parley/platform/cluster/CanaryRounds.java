package dev.parley.platform.cluster;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.CallBack;
import dev.parley.contracts.cluster.CalledBack;
import dev.parley.contracts.cluster.Canary;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that others find this process at its few addresses: round after round another peer sends a canary to each of
 * them. Where none was heard the others are told of this process's addresses anew; after several rounds in a row it is not
 * ready. A peer that does not answer says nothing of this process, and a process without peers has nobody to miss it.
 */
public final class CanaryRounds {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryRounds.class);

    private final Backbone backbone;
    private final Bus bus;
    private final CanaryOptions options;
    private final Map<String, Integer> missed = new ConcurrentHashMap<>();
    private volatile Round round = new Round(0, Set.of());

    /** One round: what was asked for and what was heard of it. */
    private record Round(long number, Set<String> addresses, Set<String> heard) {
        Round(long number, Set<String> addresses) {
            this(number, addresses, ConcurrentHashMap.newKeySet());
        }
    }

    public CanaryRounds(Backbone backbone, Bus bus, CanaryOptions options) {
        this.backbone = backbone;
        this.bus = bus;
        this.options = options;
    }

    /** Begins, and calls back others, from now on and as long as the backbone lives. */
    public Future<Void> start() {
        bus.onCanary(this::hear);
        return bus.serve(Addresses.node(backbone.self()), new CommandTable().on(CallBack.class, this::callBack))
                .onSuccess(served -> nextLater())
                .mapEmpty();
    }

    /** Fails, with the addresses, where others do not find this process. */
    public Future<Void> check() {
        Set<String> lost = new HashSet<>();
        missed.forEach((address, rounds) -> {
            if (rounds >= options.misses()) {
                lost.add(address);
            }
        });
        return lost.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(Refusal.unavailable("others do not find this process at " + lost));
    }

    private Future<CalledBack> callBack(CallBack asks) {
        Canary canary = new Canary(asks.from(), asks.round());
        asks.addresses().forEach(address -> bus.tellAll(address, canary));
        return Future.succeededFuture(new CalledBack());
    }

    private void hear(String address, Canary canary) {
        Round now = round;
        if (canary.of().equals(backbone.self()) && canary.round() == now.number()) {
            now.heard().add(address);
        }
    }

    private void nextLater() {
        backbone.vertx().setTimer(options.every().toMillis(), fired -> play().onComplete(over -> nextLater()));
    }

    /** Peers take turns: one that is at fault does not spoil every round. */
    private Future<Void> play() {
        Set<NodeId> others = new HashSet<>(backbone.nodes());
        others.remove(backbone.self());
        Round next = new Round(round.number() + 1, backbone.addresses());
        round = next;
        missed.keySet().retainAll(next.addresses());
        if (others.isEmpty() || next.addresses().isEmpty()) {
            missed.clear();
            return Future.succeededFuture();
        }
        List<NodeId> peers =
                others.stream().sorted(Comparator.comparing(NodeId::value)).toList();
        NodeId peer = peers.get((int) (next.number() % peers.size()));
        return bus.ask(new CallBack(peer, backbone.self(), next.number(), List.copyOf(next.addresses())))
                .compose(sent -> await(next, 0))
                .compose(over -> judge(next, peer))
                .onFailure(silent -> LOG.atDebug().addKeyValue("peer", peer).log("a peer sent no canaries"));
    }

    /** Until all are heard, or the time is over. */
    private Future<Void> await(Round played, int turns) {
        long turn = Math.max(1, options.patience().toMillis() / TURNS);
        return played.heard().containsAll(played.addresses()) || turns == TURNS
                ? Future.succeededFuture()
                : backbone.vertx().timer(turn, TimeUnit.MILLISECONDS).compose(fired -> await(played, turns + 1));
    }

    private static final int TURNS = 20;

    private Future<Void> judge(Round played, NodeId peer) {
        Map<String, Integer> again = new HashMap<>();
        Set<String> listed = backbone.addresses();
        for (String address : played.addresses()) {
            if (played.heard().contains(address) || !listed.contains(address)) {
                missed.remove(address);
            } else {
                again.put(address, missed.merge(address, 1, Integer::sum));
            }
        }
        if (again.isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.atWarn()
                .addKeyValue("peer", peer)
                .addKeyValue("missed", again)
                .log("not found at these addresses: telling the others anew");
        return backbone.renew();
    }
}
