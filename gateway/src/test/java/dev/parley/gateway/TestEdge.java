package dev.parley.gateway;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What is around the parts of a gateway: a backbone with its bus, and one event loop of an edge. */
public final class TestEdge implements AutoCloseable {
    /** How long a test waits for what must come. */
    public static final Duration SOON = Duration.ofSeconds(20);

    /** Longer than a busy machine takes for an answer; a test that waits for it to be over waits so long. */
    private static final Duration BUS_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx backbone = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Vertx edge = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context home = backbone.getOrCreateContext();
    private final Context loop = edge.getOrCreateContext();
    private final Bus bus;

    /** With so many presence shards, and one chat shard. */
    public TestEdge(int presenceShards) {
        bus = new Bus(backbone, new Addresses(1, presenceShards), BUS_TIMEOUT);
    }

    public Vertx backbone() {
        return backbone;
    }

    /** The context of the backbone on which services and the gateway's shared parts live. */
    public Context home() {
        return home;
    }

    public Vertx edge() {
        return edge;
    }

    public Bus bus() {
        return bus;
    }

    public EdgeBus edgeBus() {
        return new EdgeBus(bus);
    }

    /** Serves a table on the backbone's context. */
    public void serve(String address, CommandTable table) {
        await(home, () -> bus.serve(address, table));
    }

    /** What the work on the event loop comes to, or the exception it fails with. */
    public <T> T on(Supplier<Future<T>> work) {
        return await(loop, work);
    }

    /** Makes something on the event loop. */
    public <T> T make(Supplier<T> maker) {
        return await(loop, () -> Future.succeededFuture(maker.get()));
    }

    /** Does something on the event loop. */
    public void run(Runnable task) {
        make(() -> {
            task.run();
            return true;
        });
    }

    /** How the work on the event loop is refused; fails when it is not. */
    public Refusal refusalOf(Supplier<? extends Future<?>> work) {
        return on(() -> work.get().transform(done -> {
            if (done.succeeded()) {
                throw new AssertionError("not refused, but " + done.result());
            }
            return Future.succeededFuture(Refusal.of(done.cause()));
        }));
    }

    @Override
    public void close() {
        done(edge.close());
        done(backbone.close());
    }

    /** The value, within {@link #SOON}, or the exception the Future fails with. */
    public static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new CompletionException(e);
        }
    }

    /** Does something on a context, and waits for it. */
    public static <T> T await(Context context, Supplier<Future<T>> work) {
        Promise<T> outcome = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                work.get().onComplete(outcome);
            } catch (RuntimeException | AssertionError failure) {
                outcome.fail(failure);
            }
        });
        return done(outcome.future());
    }
}
