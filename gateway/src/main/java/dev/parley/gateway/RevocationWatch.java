package dev.parley.gateway;

import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.auth.Revocations;
import dev.parley.contracts.bus.Bus;
import dev.parley.gateway.identity.RevocationOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the auth service again and again what was revoked since the last answer: a gateway that comes later, or whom an
 * announcement did not reach, learns of it here. On one context of the backbone.
 */
final class RevocationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationWatch.class);

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final RevocationOptions options;
    private final Consumer<NumberedRevocation> listener;
    private long newest;
    private boolean isAway;
    private boolean isStopped;
    private final Promise<Void> upToDate = Promise.promise();

    RevocationWatch(
            Vertx vertx, Context context, Bus bus, RevocationOptions options, Consumer<NumberedRevocation> listener) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.options = options;
        this.listener = listener;
    }

    /** Begins to ask. Any thread. */
    void start() {
        context.runOnContext(ignored -> ask());
    }

    /** Asks no more. On the context. */
    void stop() {
        isStopped = true;
    }

    /** Completes, on the context, when the listener was told of all that had been revoked before. */
    Future<Void> upToDate() {
        return upToDate.future();
    }

    /** Fails until all that had been revoked before is known. */
    Future<Void> check() {
        return upToDate().succeeded()
                ? Future.succeededFuture()
                : Future.failedFuture("it is not known what was revoked");
    }

    private void ask() {
        if (!isStopped) {
            bus.ask(new FetchRevocations(newest)).onSuccess(this::learn).onFailure(this::askLater);
        }
    }

    private void learn(Revocations answer) {
        isAway = false;
        answer.items().forEach(revocation -> {
            newest = revocation.number(); // may be less than it was: the database was restored from a backup
            listener.accept(revocation);
        });
        if (answer.hasMore()) {
            ask();
        } else {
            upToDate.tryComplete();
            askLater();
        }
    }

    private void askLater(Throwable failure) {
        if (!isAway) {
            isAway = true;
            LOG.atWarn().setCause(failure).log("cannot ask what was revoked: trying on");
        }
        askLater();
    }

    private void askLater() {
        vertx.setTimer(options.every().toMillis(), fired -> ask());
    }
}
