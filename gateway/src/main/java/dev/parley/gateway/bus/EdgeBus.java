package dev.parley.gateway.bus;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.bus.Bus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Supplier;

/**
 * The backbone as the edge sees it. The two are different Vert.x instances with different event loops: an answer is
 * carried back to the loop that asked, so that a connection is only ever touched by its own.
 */
public final class EdgeBus {
    private final Bus backbone;
    private final Supplier<Context> here;

    public EdgeBus(Bus backbone) {
        this(backbone, Vertx::currentContext);
    }

    /** @param here the event loop of whoever calls */
    public EdgeBus(Bus backbone, Supplier<Context> here) {
        this.backbone = backbone;
        this.here = here;
    }

    /** The event loop of whoever calls. */
    public Context context() {
        return here.get();
    }

    /** Asks as {@link Bus#ask}; the answer comes on the caller's context. Call on an event loop of the edge. */
    public <R extends Reply> Future<R> ask(Command<R> command) {
        return here(backbone.ask(command));
    }

    /** Carries a Future of the backbone to the caller's context, in a later turn of it; what follows from it stays there. */
    public <T> Future<T> here(Future<T> elsewhere) {
        Context context = context();
        Promise<T> carried = ((ContextInternal) context).promise();
        elsewhere.onComplete((value, failure) -> context.runOnContext(ignored -> carried.complete(value, failure)));
        return carried.future();
    }
}
