package dev.parley.gateway.transport;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Refuses browsers that come from elsewhere, the same at every HTTP door (RFC 6454; RFC 6455, 10.2). */
public final class Origins implements Handler<RoutingContext> {
    private static final String ANY = "*";

    private final List<String> allowed;

    /** @param allowed origins as browsers send them, or {@code *} */
    public Origins(List<String> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    @Override
    public void handle(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || allowed.contains(ANY) || allowed.contains(origin) || isOwn(context, origin)) {
            context.next();
        } else {
            context.response().setStatusCode(403).end();
        }
    }

    /** The page that this gateway serves is always welcome. */
    private static boolean isOwn(RoutingContext context, String origin) {
        String host = context.request().getHeader(HttpHeaders.HOST);
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
