package dev.parley.auth;

import dev.parley.auth.app.AuthPorts;
import dev.parley.auth.app.Caretaker;
import dev.parley.auth.app.FirstAdmin;
import dev.parley.auth.bus.AuthCommands;
import dev.parley.auth.bus.BusLoginAnnouncer;
import dev.parley.auth.bus.BusWritings;
import dev.parley.auth.store.KeyStore;
import dev.parley.auth.store.sql.SqlAccountStore;
import dev.parley.auth.store.sql.SqlAuditStore;
import dev.parley.auth.store.sql.SqlErasureStore;
import dev.parley.auth.store.sql.SqlKeyStore;
import dev.parley.auth.store.sql.SqlLoginStore;
import dev.parley.auth.store.sql.SqlRevocationStore;
import dev.parley.auth.token.Argon2Hasher;
import dev.parley.auth.token.Es256Tokens;
import dev.parley.auth.token.KeySeal;
import dev.parley.auth.token.SealedKeyStore;
import dev.parley.auth.token.SecureRandomValues;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.sql.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts, login sessions and signing keys, as a service that a process runs. */
public final class AuthService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(AuthService.class);
    private static final String MIGRATIONS = "db/auth";

    @Override
    public String name() {
        return "auth";
    }

    @Override
    public Future<Running> start(ServiceRuntime runtime) {
        AuthConfig config = AuthConfig.of(runtime.settings());
        Vertx vertx = runtime.backbone().vertx();
        Counter hashes = runtime.meters().registry().counter("parley.auth.hashes");
        if (config.leavesKeysOpen()) {
            LOG.atWarn().log("the keys that sign tokens are readable in the database: set PARLEY_AUTH_SEAL_KEYS");
        }
        return Database.open(vertx, config.database(), MIGRATIONS)
                .compose(database -> vertx.executeBlocking(
                                () -> new Argon2Hasher(vertx, config.hashes(), hashes::increment))
                        .compose(hasher -> deploy(runtime, config, database, hasher)
                                .<Running>map(deployment -> () -> vertx.undeploy(deployment)
                                        .eventually(hasher::close)
                                        .eventually(database::close))));
    }

    private Future<String> deploy(ServiceRuntime runtime, AuthConfig config, Database database, Argon2Hasher hasher) {
        SealedKeyStore keys = new SealedKeyStore(new SqlKeyStore(database), new KeySeal(config.seal()));
        return keys.sealAll().compose(done -> deploy(runtime, config, database, hasher, keys));
    }

    private Future<String> deploy(
            ServiceRuntime runtime, AuthConfig config, Database database, Argon2Hasher hasher, KeyStore keys) {
        Vertx vertx = runtime.backbone().vertx();
        MeterRegistry meters = runtime.meters().registry();
        InstantSource clock = InstantSource.system();
        SecureRandomValues random = new SecureRandomValues();
        Es256Tokens tokens = new Es256Tokens(vertx, keys, config.tokens(), random, clock);
        AuthPorts ports = new AuthPorts(
                new SqlAccountStore(database),
                new SqlLoginStore(database),
                new SqlRevocationStore(database),
                new SqlAuditStore(database),
                new SqlErasureStore(database),
                hasher,
                tokens,
                random,
                new BusLoginAnnouncer(runtime.bus()),
                new BusWritings(runtime.bus()),
                clock);
        meters.gauge("parley.auth.hashes.pending", hasher, Argon2Hasher::pending);
        runtime.health().register("auth-database", database::check);
        AuthVerticle verticle = new AuthVerticle(
                runtime.bus(),
                AuthCommands.table(ports, config.sessions(), config.signIns(), meters),
                tokens,
                new Caretaker(ports, config.audit()));
        return firstAdmin(config, ports).compose(made -> vertx.deployVerticle(verticle));
    }

    private static Future<Void> firstAdmin(AuthConfig config, AuthPorts ports) {
        return config.firstAdmin().map(new FirstAdmin(ports)::make).orElseGet(Future::succeededFuture);
    }
}
