package dev.parley.gateway.peer;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a request comes from: the client's address, and over how many gateways it has come already. A gateway that sends
 * a request on says so in a header, beside the secret of the gateway that is to believe it.
 *
 * @param client the address of the client, without its port
 * @param hops 0 for a request that the client sent to this gateway itself
 */
public record Sender(String client, int hops) {
    /** Nobody but a gateway may send it: what a client sends under this name is removed. */
    static final String HEADER = "x-parley-forwarded";

    /**
     * Reads the header, and removes it whatever it says.
     *
     * @param client of a request that no gateway has sent on
     */
    public static Sender of(HttpServerRequest request, String client, Peers peers) {
        MultiMap headers = request.headers();
        String header = headers.get(HEADER);
        headers.remove(HEADER);
        String[] parts = header == null ? new String[0] : header.split(" ", 3);
        if (parts.length == 3 && parts[1].matches("[1-9]") && peers.isOurs(parts[0])) {
            return new Sender(parts[2], Integer.parseInt(parts[1]));
        }
        return new Sender(client, 0);
    }

    /** The header by which a peer knows it. */
    String header(Peer peer) {
        return peer.secret() + " " + (hops + 1) + " " + client;
    }
}
