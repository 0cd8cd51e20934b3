package dev.parley.platform.cluster;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.HandOver;
import dev.parley.contracts.cluster.HandedOver;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.config.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the shards that this process owns: rendezvous hashing over the live processes of a service, so that a process
 * that comes or goes moves only its own share. What becomes its own it takes at once. What becomes another's it goes on
 * serving until that one says that it serves it too, and a little longer for what is on its way: nobody finds a shard
 * without an owner because of a planned move. Lives on the context of whoever called {@link #start}. Ownership is a
 * matter of speed, never of correctness: two processes may own a shard at once for as long as it takes.
 */
public final class ShardHost {
    private static final Logger LOG = LoggerFactory.getLogger(ShardHost.class);

    private final Backbone backbone;
    private final Bus bus;
    private final String service;
    private final int shards;
    private final Options options;
    private final IntFunction<Future<Running>> take;
    private final Map<Integer, Running> running = new HashMap<>();
    private final Map<Integer, Future<Void>> releasing = new HashMap<>();
    private final Set<NodeId> asked = new HashSet<>();
    private final Set<NodeId> leaving = new HashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private Future<Void> tail = Future.succeededFuture();
    private Bus.@Nullable Registration served;
    private boolean stopping;
    private boolean tryingAgain;

    /** One shard that is being served; ends when it moves away. */
    public interface Running {
        /** Others find it here no more; what is on its way is still served. */
        default Future<Void> withdraw() {
            return Future.succeededFuture();
        }

        /** Ends it, once what is in flight is done. */
        Future<Void> release();
    }

    /**
     * How shards move.
     *
     * @param handOver how long a process that stops waits for others to take its shards
     * @param tail how long a shard is still served after others have been told where it is now
     * @param retry the time between two attempts at what failed
     */
    public record Options(Duration handOver, Duration tail, Duration retry) {
        public static final Options DEFAULTS =
                new Options(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofMillis(500));

        /** Reads {@code PARLEY_SHARD_*}. */
        public static Options of(Settings settings) {
            return new Options(
                    millis(settings, "PARLEY_SHARD_HANDOVER_MILLIS", DEFAULTS.handOver, 0),
                    millis(settings, "PARLEY_SHARD_TAIL_MILLIS", DEFAULTS.tail, 0),
                    millis(settings, "PARLEY_SHARD_RETRY_MILLIS", DEFAULTS.retry, 10));
        }

        private static Duration millis(Settings settings, String key, Duration fallback, int min) {
            return Duration.ofMillis(settings.number(key, (int) fallback.toMillis(), min, 60_000));
        }
    }

    /** @param take begins to serve a shard; completes when the cluster knows that this process does */
    public ShardHost(
            Backbone backbone,
            Bus bus,
            String service,
            int shards,
            Options options,
            IntFunction<Future<Running>> take) {
        this.backbone = backbone;
        this.bus = bus;
        this.service = service;
        this.shards = shards;
        this.options = options;
        this.take = take;
    }

    /** Takes this process's share; completes when all of it is served. Call on an event loop. */
    public Future<Void> start() {
        Context context = backbone.vertx().getOrCreateContext();
        return bus.serve(
                        Addresses.host(service, backbone.self()), new CommandTable().on(HandOver.class, this::handOver))
                .compose(registration -> {
                    served = registration;
                    backbone.onChange(() -> context.runOnContext(ignored -> rebalanceSoon()));
                    return rebalanceSoon();
                });
    }

    /** Hands everything over, as long as that takes but no longer than is set; then releases it. */
    public Future<Void> stop() {
        stopping = true;
        backbone.vertx().setTimer(Math.max(1, options.handOver().toMillis()), over -> releaseAll());
        Bus.Registration registration = served;
        return rebalanceSoon()
                .compose(given -> running.isEmpty() ? Future.succeededFuture() : empty.future())
                .compose(none -> Future.join(List.copyOf(releasing.values())).otherwiseEmpty())
                .compose(released -> registration == null ? Future.succeededFuture() : registration.end());
    }

    /** How many shards this process serves now. */
    public int owned() {
        return running.size();
    }

    private Future<Void> rebalanceSoon() {
        tail = tail.transform(before -> rebalance());
        return tail;
    }

    /** Completes when what is to be served is; what is not moves away meanwhile, which nothing waits for. */
    private Future<Void> rebalance() {
        Set<NodeId> owners = owners();
        List<Future<?>> takes = new ArrayList<>();
        Map<NodeId, List<Integer>> others = new HashMap<>();
        for (int shard = 0; shard < shards; shard++) {
            NodeId owner = Rendezvous.owner(Integer.toString(shard), owners);
            if (backbone.self().equals(owner)) {
                if (!running.containsKey(shard)) {
                    takes.add(take(shard));
                }
            } else if (running.containsKey(shard)) {
                if (owner == null) {
                    release(shard);
                } else {
                    others.computeIfAbsent(owner, first -> new ArrayList<>()).add(shard);
                }
            }
        }
        if (!takes.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("service", service)
                    .addKeyValue("shards", takes.size())
                    .log("taking shards");
        }
        others.forEach(this::give);
        return Future.join(takes).<Void>mapEmpty().onFailure(this::tryAgain);
    }

    private Set<NodeId> owners() {
        Set<NodeId> live = backbone.nodes(service);
        leaving.retainAll(live);
        Set<NodeId> owners = new HashSet<>(live);
        owners.removeAll(leaving);
        if (stopping) {
            owners.remove(backbone.self());
        }
        return owners;
    }

    private boolean isMine(int shard) {
        return backbone.self().equals(Rendezvous.owner(Integer.toString(shard), owners()));
    }

    /** A shard that comes back while it is still being released waits for that. */
    private Future<Void> take(int shard) {
        return releasing
                .getOrDefault(shard, Future.succeededFuture())
                .transform(released -> take.apply(shard))
                .onSuccess(taken -> running.put(shard, taken))
                .mapEmpty();
    }

    private void give(NodeId owner, List<Integer> given) {
        if (asked.add(owner)) {
            bus.ask(new HandOver(service, owner, backbone.self(), stopping, given))
                    .onComplete(answered -> asked.remove(owner))
                    .onSuccess(serves -> handedOver(owner, given))
                    .onFailure(this::tryAgain);
        }
    }

    private void handedOver(NodeId owner, List<Integer> given) {
        List<Integer> released = given.stream()
                .filter(shard -> running.containsKey(shard) && !isMine(shard))
                .toList();
        LOG.atInfo()
                .addKeyValue("service", service)
                .addKeyValue("to", owner)
                .addKeyValue("shards", released.size())
                .log("handed over");
        released.forEach(this::release);
        // What has become another's since it was asked, as all does when this process stops, nobody was asked to take.
        if (!running.keySet().stream().allMatch(this::isMine)) {
            rebalanceSoon();
        }
    }

    private Future<HandedOver> handOver(HandOver asks) {
        if (asks.leaving()) {
            leaving.add(asks.from());
        }
        return rebalanceSoon()
                .compose(taken -> !stopping && running.keySet().containsAll(asks.shards())
                        ? Future.succeededFuture(new HandedOver())
                        : Future.failedFuture(Refusal.unavailable("not all of these shards are served here")));
    }

    private void releaseAll() {
        List.copyOf(running.keySet()).forEach(this::release);
    }

    private void release(int shard) {
        Running moved = running.remove(shard);
        if (moved == null) {
            return;
        }
        Future<Void> released = moved.withdraw()
                .transform(withdrawn -> pause(owners().isEmpty() ? Duration.ZERO : options.tail()))
                .transform(over -> moved.release())
                .onFailure(failure -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("shard", shard)
                        .log("a shard was not released"));
        releasing.put(shard, released);
        released.onComplete(done -> releasing.remove(shard, released));
        if (stopping && running.isEmpty()) {
            empty.tryComplete();
        }
    }

    private Future<Void> pause(Duration time) {
        return time.isZero()
                ? Future.succeededFuture()
                : backbone.vertx().timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private void tryAgain(Throwable failure) {
        LOG.atWarn().addKeyValue("service", service).log("a shard did not move: trying again ({})", failure.toString());
        if (!tryingAgain && (!stopping || !running.isEmpty())) {
            tryingAgain = true;
            backbone.vertx().setTimer(options.retry().toMillis(), fired -> {
                tryingAgain = false;
                rebalanceSoon();
            });
        }
    }
}
