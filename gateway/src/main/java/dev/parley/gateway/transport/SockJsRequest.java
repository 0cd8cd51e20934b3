package dev.parley.gateway.transport;

import dev.parley.gateway.peer.Sender;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.RFC3986;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request at a SockJS endpoint: who sent it and which session it is for.
 *
 * @param session where the session is kept in the gateway; null where the request is for none
 * @param transport null where the request is for no session
 */
record SockJsRequest(
        Sender sender, @Nullable String session, @Nullable Transport transport) {
    private static final String KEY = SockJsRequest.class.getName();
    /** SockJS 0.3.3, "Session URLs": server and session have no dot in them, and the server means nothing. */
    private static final Pattern SESSION_URL =
            Pattern.compile("/[^/.]+/([^/.]+)/(xhr|xhr_send|xhr_streaming|eventsource|websocket)");
    /** The name that Vert.x's own pattern gives the session, and takes it by: from the query too, if it is there. */
    private static final String SESSION_PARAMETER = "param0";

    /** The last part of a session's URL. */
    enum Transport {
        XHR,
        XHR_SEND,
        XHR_STREAMING,
        EVENTSOURCE,
        WEBSOCKET;

        private HttpMethod method() {
            return this == EVENTSOURCE || this == WEBSOCKET ? HttpMethod.GET : HttpMethod.POST;
        }

        /** Whether its requests bring messages to the client, and the first of them opens the session. */
        boolean receives() {
            return this != XHR_SEND && this != WEBSOCKET;
        }
    }

    /**
     * Reads a request below a base path, and says to Vert.x where the session is kept: Vert.x would keep the sessions of
     * all endpoints in one map by the name that the client gave them.
     */
    static SockJsRequest of(RoutingContext context, String base, Sender sender) {
        HttpServerRequest request = context.request();
        request.params().remove(SESSION_PARAMETER);
        Matcher url = SESSION_URL.matcher(context.normalizedPath().substring(base.length()));
        if (!url.matches()) {
            return remember(context, new SockJsRequest(sender, null, null));
        }
        String session = base + " " + RFC3986.decodeURIComponent(url.group(1), false);
        request.params().set(SESSION_PARAMETER, session);
        Transport transport = Transport.valueOf(url.group(2).toUpperCase(Locale.ROOT));
        boolean served =
                request.method().equals(transport.method()) || request.method().equals(HttpMethod.HEAD);
        return remember(context, new SockJsRequest(sender, session, served ? transport : null));
    }

    private static SockJsRequest remember(RoutingContext context, SockJsRequest request) {
        context.put(KEY, request);
        return request;
    }

    /** What {@link #of} made of this request. */
    static SockJsRequest of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY));
    }

    /** The session, where the request is for one that is kept between requests. */
    Optional<String> kept() {
        return transport == null || transport == Transport.WEBSOCKET ? Optional.empty() : Optional.ofNullable(session);
    }
}
