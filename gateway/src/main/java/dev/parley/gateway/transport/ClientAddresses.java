package dev.parley.gateway.transport;

import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.TrustedProxies;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Finds out once, before any door, where the client of a request is; its doors ask {@link #of}. */
final class ClientAddresses implements Handler<RoutingContext> {
    private final TrustedProxies proxies;

    ClientAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.put(
                ClientAddress.OF_REQUEST,
                proxies.clientOf(request.remoteAddress(), request.headers().getAll(TrustedProxies.HEADER)));
        context.next();
    }

    /** The client's address; the connection's, where nobody has looked for another. */
    static ClientAddress of(RoutingContext context) {
        ClientAddress found = context.get(ClientAddress.OF_REQUEST);
        return found == null ? ClientAddress.of(context.request().remoteAddress()) : found;
    }
}
