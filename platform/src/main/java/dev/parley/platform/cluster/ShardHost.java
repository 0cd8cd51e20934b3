package dev.parley.platform.cluster;

import dev.parley.contracts.model.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the shards that this process owns: rendezvous hashing over the live processes of a service, so that a process
 * that comes or goes moves only its own share. Takes and releases follow each change of the membership, one at a time,
 * on the context of whoever called {@link #start}. Ownership is a matter of speed, never of correctness: two processes
 * may own a shard at once for a moment.
 */
public final class ShardHost {
    private static final Logger LOG = LoggerFactory.getLogger(ShardHost.class);
    private static final long RETRY_MILLIS = 500;

    /** One shard that is being served; ends when it moves away. */
    public interface Running {
        Future<Void> release();
    }

    private final Backbone backbone;
    private final String service;
    private final int shards;
    private final IntFunction<Future<Running>> take;
    private final Map<Integer, Running> running = new HashMap<>();
    private Future<Void> tail = Future.succeededFuture();
    private boolean stopping;

    /** @param take begins to serve a shard; completes when the cluster knows that this process does */
    public ShardHost(Backbone backbone, String service, int shards, IntFunction<Future<Running>> take) {
        this.backbone = backbone;
        this.service = service;
        this.shards = shards;
        this.take = take;
    }

    /** Takes this process's share; completes when all of it is served. Call on an event loop. */
    public Future<Void> start() {
        Context context = backbone.vertx().getOrCreateContext();
        backbone.onChange(() -> context.runOnContext(ignored -> rebalanceSoon()));
        return rebalanceSoon();
    }

    /** Releases everything and takes nothing more. */
    public Future<Void> stop() {
        stopping = true;
        return rebalanceSoon();
    }

    /** How many shards this process serves now. */
    public int owned() {
        return running.size();
    }

    private Future<Void> rebalanceSoon() {
        tail = tail.transform(before -> rebalance());
        return tail;
    }

    private Future<Void> rebalance() {
        Set<NodeId> nodes = backbone.nodes(service);
        List<Future<?>> moves = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            boolean mine = !stopping && backbone.self().equals(Rendezvous.owner(Integer.toString(shard), nodes));
            if (mine && !running.containsKey(shard)) {
                moves.add(take(shard));
            } else if (!mine && running.containsKey(shard)) {
                moves.add(running.remove(shard).release());
            }
        }
        if (!moves.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("service", service)
                    .addKeyValue("moves", moves.size())
                    .log("shards move");
        }
        return Future.join(moves).<Void>mapEmpty().onFailure(this::tryAgain);
    }

    private Future<Void> take(int shard) {
        return take.apply(shard).onSuccess(taken -> running.put(shard, taken)).mapEmpty();
    }

    private void tryAgain(Throwable failure) {
        LOG.atWarn().setCause(failure).addKeyValue("service", service).log("a shard did not move: trying again");
        if (!stopping) {
            backbone.vertx().setTimer(RETRY_MILLIS, fired -> rebalanceSoon());
        }
    }
}
