package dev.parley.gateway.transport;

import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.TrustedProxies;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.StompVersion;
import dev.parley.platform.boot.Listening;
import dev.parley.platform.config.Settings;
import dev.parley.platform.tls.CertificateFiles;
import dev.parley.platform.tls.DoorTls;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The HTTP server that all web doors share, and the page. One on each event loop, sharing the port. */
public final class HttpDoors {
    private static final String PORT_KEY = "PARLEY_HTTP_PORT";
    private static final int TOO_LARGE = 413;
    /** What a head has beside a token. */
    private static final int OTHER_HEADERS = 7 * 1024;

    private final HttpServer server;
    private final Router router;
    private final Wheel wheel;
    private final Options options;
    private final Limits limits;

    /**
     * Where it listens, at which paths, which origins browsers may come from, and which proxies are believed.
     *
     * @param maxHeadBytes the headers of a request together
     * @param certificate where it speaks TLS
     * @param strictTransport how long a browser that came over TLS is to use nothing else; zero does not say so
     */
    public record Options(
            String host,
            int port,
            List<String> wsPaths,
            List<String> sockJsPaths,
            List<String> origins,
            TrustedProxies proxies,
            WebSocketLimits webSockets,
            int maxHeadBytes,
            Optional<CertificateFiles> certificate,
            Duration strictTransport) {
        /** Reads {@code PARLEY_HTTP_*}, {@code PARLEY_WS_*}, {@code PARLEY_SOCKJS_PATHS}, {@code PARLEY_ALLOWED_ORIGINS} and so on. */
        public static Options of(Settings settings) {
            return new Options(
                    settings.text("PARLEY_HTTP_HOST", "0.0.0.0"),
                    settings.number(PORT_KEY, 8080, 0, 65535),
                    settings.list("PARLEY_WS_PATHS", "/ws"),
                    settings.list("PARLEY_SOCKJS_PATHS", "/ws-sockjs"),
                    settings.list("PARLEY_ALLOWED_ORIGINS", "*"),
                    TrustedProxies.of(settings),
                    WebSocketLimits.of(settings),
                    OTHER_HEADERS + SessionOptions.maxHeaderLineBytes(settings),
                    CertificateFiles.of(settings, "PARLEY_HTTP"),
                    Duration.ofSeconds(settings.number("PARLEY_HSTS_SECONDS", 31_536_000, 0, Integer.MAX_VALUE)));
        }
    }

    /**
     * @param tls where it speaks TLS
     * @param wheel of the event loop that the caller is on
     */
    public HttpDoors(Vertx vertx, Wheel wheel, Options options, Optional<DoorTls> tls, Limits limits) {
        this.wheel = wheel;
        this.options = options;
        this.limits = limits;
        this.router = Router.router(vertx);
        router.errorHandler(400, HttpDoors::refuseMalformed);
        router.route().handler(new ClientAddresses(options.proxies()));
        router.route().handler(new SecurityHeaders(options.proxies(), options.origins(), options.strictTransport()));
        router.route().handler(this::countTooLarge);
        router.route().handler(new Origins(options.origins()));
        this.server = vertx.createHttpServer(server(options, tls))
                .exceptionHandler(failure -> Handshakes.count(failure, limits))
                .connectionHandler(this::guardWebSockets)
                .invalidRequestHandler(this::refuseUnreadable)
                .requestHandler(router);
        tls.ifPresent(door -> door.onChange(now -> server.updateSSLOptions(now.server())));
    }

    /**
     * Compression stays off: it would be done anew for every reader, and inflates without a bound (design.md, 3). HTTP/2
     * too: it has no connection for each session, which limits and deadlines count on.
     */
    private static HttpServerOptions server(Options options, Optional<DoorTls> tls) {
        HttpServerOptions server = new HttpServerOptions()
                .setHost(options.host())
                .setPort(SharedPort.HTTP.of(options.port()))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketSubProtocols(StompVersion.subProtocols())
                .setMaxWebSocketFrameSize(options.webSockets().maxMessageBytes())
                .setMaxWebSocketMessageSize(options.webSockets().maxMessageBytes())
                .setMaxHeaderSize(options.maxHeadBytes())
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setTcpKeepAlive(true)
                .setAcceptBacklog(1024);
        tls.ifPresent(door -> door.configure(server));
        return server;
    }

    /** Also cuts connections that do not get on; to be called before {@link #listen}. */
    public void guard(HttpDeadlines deadlines) {
        server.connectionHandler(connection -> {
            deadlines.watch(connection);
            guardWebSockets(connection);
        });
    }

    private void guardWebSockets(HttpConnection connection) {
        WebSocketGuard.install(connection, wheel, options.webSockets(), limits::exceeded);
    }

    /** The status is that of a failure, which a body over its limit is at every door; other 413s count themselves. */
    private void countTooLarge(RoutingContext context) {
        context.addEndHandler(ended -> {
            if (context.statusCode() == TOO_LARGE) {
                limits.exceeded(Limit.HTTP_BODY);
            }
        });
        context.next();
    }

    /** A request whose head is no HTTP, or more of it than Netty's decoder takes. */
    private void refuseUnreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
            limits.exceeded(Limit.HTTP_HEAD);
        }
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    /** Where doors are mounted, before {@link #listen}. */
    public Router router() {
        return router;
    }

    /** Serves the page at everything that no door has taken, then listens; the value is the port. */
    public Future<Integer> listen() {
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(SecurityHeaders::ofPage);
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(StaticHandler.create("webroot").setIncludeHidden(false).setDirectoryListing(false));
        return Listening.on(PORT_KEY, options.port(), server.listen()).map(HttpServer::actualPort);
    }

    /** Tells who asks, while it is so, to open a new connection for what comes next. */
    public void sayLastAnswers(BooleanSupplier leaving) {
        router.route().handler(context -> {
            boolean upgrade = context.request().headers().contains(HttpHeaders.UPGRADE);
            if (leaving.getAsBoolean() && !upgrade) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            context.next();
        });
    }

    /**
     * Accepts nobody any more. A connection without a session is closed when its answer has left; those with one stay for
     * it to end, and are closed after the time.
     *
     * @return completes when all are closed
     */
    public Future<Void> close(Duration within) {
        return server.shutdown(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A request that Vert.x cannot route, as one without a Host; unless it is answered here, each is an ERROR to log. */
    private static void refuseMalformed(RoutingContext context) {
        context.response().setStatusCode(400).end();
    }
}
