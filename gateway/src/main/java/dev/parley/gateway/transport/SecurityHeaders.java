package dev.parley.gateway.transport;

import dev.parley.gateway.limits.TrustedProxies;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;

/**
 * What every answer forbids the browser that gets it: to take it for something else than it says, to show or run anything
 * of it, to put it in a frame, to tell others where it was. The page and the frames of SockJS say what they need instead.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
    private static final String KEY = SecurityHeaders.class.getName();
    private static final String POLICY = "Content-Security-Policy";
    private static final String FRAME_OPTIONS = "X-Frame-Options";
    private static final String FORWARDED_PROTOCOL = "X-Forwarded-Proto";

    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'";
    /** Its few lines of script are Vert.x's own and stand in the page; there is nothing of anybody else's in it. */
    private static final String SOCKJS_FRAME =
            "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors ";

    private static final String UNUSED_FEATURES =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=()";

    private final TrustedProxies proxies;
    private final String frameAncestors;
    private final Duration strictTransport;

    /**
     * @param origins whose pages may use SockJS, and have its frame, or {@code *}
     * @param strictTransport how long a browser that came over TLS is to use nothing else; zero does not say so
     */
    SecurityHeaders(TrustedProxies proxies, List<String> origins, Duration strictTransport) {
        this.proxies = proxies;
        this.frameAncestors = origins.contains("*") ? "*" : String.join(" ", "'self'", String.join(" ", origins));
        this.strictTransport = strictTransport;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set(FRAME_OPTIONS, "DENY")
                .set(POLICY, NOTHING);
        if (!strictTransport.isZero() && cameOverTls(context.request())) {
            headers.set("Strict-Transport-Security", "max-age=" + strictTransport.toSeconds());
        }
        context.put(KEY, this);
        context.next();
    }

    /** Without TLS, browsers must not believe it (RFC 6797, 7.2). A proxy in front may have ended TLS. */
    private boolean cameOverTls(HttpServerRequest request) {
        return request.isSSL()
                || ("https".equalsIgnoreCase(request.getHeader(FORWARDED_PROTOCOL))
                        && proxies.isProxy(request.remoteAddress()));
    }

    /** The answer is part of the page: its own files and connections, and nothing else. */
    static void ofPage(RoutingContext context) {
        context.response()
                .headers()
                .set(POLICY, PAGE)
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Permissions-Policy", UNUSED_FEATURES);
        context.next();
    }

    /** The answer may be the frame that SockJS puts into pages of other origins, those that are let in. */
    static void ofSockJs(RoutingContext context) {
        SecurityHeaders own = context.get(KEY);
        if (own != null) {
            context.response()
                    .headers()
                    .set(POLICY, SOCKJS_FRAME + own.frameAncestors)
                    .remove(FRAME_OPTIONS);
        }
    }
}
