package dev.parley.auth;

import dev.parley.auth.app.Caretaker;
import dev.parley.auth.token.Es256Tokens;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the auth commands on the bus, and has the recurring work done. */
final class AuthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);

    private final Bus bus;
    private final CommandTable commands;
    private final Es256Tokens tokens;
    private final Caretaker caretaker;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private Bus.@Nullable Registration registration;

    AuthVerticle(Bus bus, CommandTable commands, Es256Tokens tokens, Caretaker caretaker) {
        this.bus = bus;
        this.commands = commands;
        this.tokens = tokens;
        this.caretaker = caretaker;
    }

    @Override
    public Future<?> start() {
        return tokens.refreshKeys()
                .compose(loaded -> bus.serve(Addresses.auth(), commands))
                .onSuccess(served -> {
                    registration = served;
                    every(Es256Tokens.REFRESH_EVERY, "refresh the signing keys", tokens::refreshKeys);
                    every(Caretaker.PRUNE_EVERY, "prune", caretaker::prune);
                    every(Caretaker.ERASE_EVERY, "erase what erased users wrote", caretaker::erase);
                });
    }

    /** Ends what is served; Vert.x ends the timers with the deployment. */
    @Override
    public Future<?> stop() {
        return registration == null ? Future.succeededFuture() : registration.end();
    }

    /** A round that is due while the one before goes on is left out. */
    private void every(Duration period, String what, Supplier<Future<?>> round) {
        vertx.setPeriodic(period.toMillis(), fired -> {
            if (underWay.add(what)) {
                Future.succeededFuture()
                        .compose(go -> round.get())
                        .onFailure(
                                failure -> LOG.atWarn().setCause(failure).log("could not {}: trying again later", what))
                        .onComplete(done -> underWay.remove(what));
            }
        });
    }
}
