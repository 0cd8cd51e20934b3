package dev.parley.platform.health;

import dev.parley.platform.config.Settings;
import dev.parley.platform.metrics.Meters;
import dev.parley.platform.tls.CertificateFiles;
import dev.parley.platform.tls.DoorTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code /health/live}, {@code /health/ready}, {@code /health/started} and {@code /metrics}, on a port of their own. */
public final class ManagementServer {
    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);

    private final Health health;
    private final Meters meters;
    private final Options options;

    /** Where it listens, port 0 takes a free one; and its certificate, where it speaks TLS. */
    public record Options(String host, int port, Optional<CertificateFiles> certificate) {
        /** Reads {@code PARLEY_MANAGEMENT_*}. */
        public static Options of(Settings settings) {
            return new Options(
                    settings.text("PARLEY_MANAGEMENT_HOST", "0.0.0.0"),
                    settings.number("PARLEY_MANAGEMENT_PORT", 9000, 0, 65535),
                    CertificateFiles.of(settings, "PARLEY_MANAGEMENT"));
        }
    }

    public ManagementServer(Health health, Meters meters, Options options) {
        this.health = health;
        this.meters = meters;
        this.options = options;
    }

    /** Listens; the value is the server, whose actual port it tells. */
    public Future<HttpServer> listen(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> health.deaths().onSuccess(deaths -> answer(context, deaths)));
        router.get("/health/started")
                .handler(context -> answer(context, health.isStarted() ? Map.of() : Map.of("start", "not finished")));
        router.get("/health/ready")
                .handler(context -> health.problems().onSuccess(problems -> answer(context, problems)));
        router.get("/metrics")
                .handler(context -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape()));
        return certificate(vertx).compose(tls -> listen(vertx, router, tls));
    }

    private Future<Optional<DoorTls>> certificate(Vertx vertx) {
        return vertx.executeBlocking(() -> options.certificate()
                .map(files -> DoorTls.open(vertx, "the management port", files, HANDSHAKE_WITHIN, meters.registry())));
    }

    private Future<HttpServer> listen(Vertx vertx, Router router, Optional<DoorTls> tls) {
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setIdleTimeout(30);
        tls.ifPresent(door -> door.configure(http));
        HttpServer server = vertx.createHttpServer(http).requestHandler(router);
        tls.ifPresent(door -> {
            door.onChange(now -> server.updateSSLOptions(now.server()));
            door.watch(vertx);
        });
        return server.listen();
    }

    private static void answer(RoutingContext context, Map<String, String> problems) {
        JsonObject body = new JsonObject().put("status", problems.isEmpty() ? "UP" : "DOWN");
        if (!problems.isEmpty()) {
            body.put("problems", new JsonObject(Map.copyOf(problems)));
        }
        context.response()
                .setStatusCode(problems.isEmpty() ? 200 : 503)
                .putHeader("content-type", "application/json")
                .end(body.encode());
    }
}
