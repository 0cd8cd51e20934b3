package dev.parley.gateway.rest;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.identity.RevokedLogins;
import dev.parley.gateway.identity.TestKey;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The REST door on a free loopback port, with two Vert.x instances and a bus as in the gateway, and fake services. As an
 * extension in a static field it serves all tests of a class, each with services that have heard nothing yet.
 */
final class RestServer implements AutoCloseable, BeforeEachCallback, AfterAllCallback {
    static final Actor ALICE = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));
    static final int MAX_BODY = 4096;
    static final int MAX_MESSAGE = 100;
    static final Duration BUS_TIMEOUT = Duration.ofSeconds(10);

    final TestKey key = new TestKey("k1");
    final FakeServices services = new FakeServices(key);

    private final Vertx backbone = Vertx.vertx();
    private final Vertx edge = Vertx.vertx();
    private final URI base;

    RestServer(Set<String> allowedOrigins) {
        this(allowedOrigins, LimitOptions.unlimited());
    }

    RestServer(Set<String> allowedOrigins, LimitOptions limits) {
        Bus bus = new Bus(backbone, new Addresses(4, 2), BUS_TIMEOUT);
        await(services.serve(bus));
        Door door = new Door(bus, new RestOptions(MAX_BODY, MAX_MESSAGE, allowedOrigins), limits);
        await(edge.deployVerticle(door));
        base = URI.create("http://127.0.0.1:" + door.port);
    }

    static RestServer start() {
        return new RestServer(Set.of(RestOptions.ANY_ORIGIN));
    }

    URI base() {
        return base;
    }

    Request request(String method, String path) {
        return new Request(base, method, path);
    }

    /** A request of Alice's, with a good token. */
    Request alices(String method, String path) {
        return request(method, path).bearer(key.token(ALICE));
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        services.reset();
    }

    /** It is called for nested classes, too, and there are others behind them. */
    @Override
    public void afterAll(ExtensionContext tests) {
        if (tests.getRequiredTestClass().getEnclosingClass() == null) {
            close();
        }
    }

    @Override
    public void close() {
        await(edge.close());
        await(backbone.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new CompletionException(e);
        }
    }

    private static final class Door extends VerticleBase {
        private final Bus bus;
        private final RestOptions options;
        private final LimitOptions limits;
        private volatile int port;

        Door(Bus bus, RestOptions options, LimitOptions limits) {
            this.bus = bus;
            this.options = options;
            this.limits = limits;
        }

        @Override
        public Future<?> start() {
            IdentityOptions trusted = new IdentityOptions(false, "parley", "parley");
            EdgeBus edgeBus = new EdgeBus(bus);
            Issuers keys = Issuers.of(vertx, edgeBus, trusted);
            TokenVerifier verifier = new TokenVerifier(keys, new RevokedLogins(), Clock.systemUTC());
            Authenticator authenticator = new Authenticator(edgeBus, verifier, trusted);
            Router router = Router.router(vertx);
            new RestRoutes(
                            edgeBus,
                            bus.addresses(),
                            authenticator,
                            keys,
                            options,
                            new Limits(limits, new SimpleMeterRegistry()))
                    .mount(router);
            return vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .onSuccess(server -> port = server.actualPort());
        }
    }
}
