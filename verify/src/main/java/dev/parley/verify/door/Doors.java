package dev.parley.verify.door;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens sessions at doors. One for all clients of a run, on one event loop. */
public final class Doors {
    private static final String STOMP = "/ws";
    private static final String STOMP_SOCKJS = "/ws-sockjs";
    private static final String BRIDGE = "/eventbus";

    /** From the first packet to CONNECTED. */
    private static final int OPEN_SECONDS = 15;

    private final Links links;
    private final Rest rest;
    private final StompSession.Names names;

    /**
     * Made on the event loop that it is for.
     *
     * @param clients the most that there will be at a time
     * @param publish the prefix of what is sent, as {@code /publish}
     * @param subscribe the prefix of what is subscribed to, as {@code /subscribe}
     */
    public Doors(Vertx vertx, int clients, String publish, String subscribe) {
        this.links = new Links(vertx, 2 * clients + 16);
        this.rest = new Rest(links.http());
        this.names = new StompSession.Names(publish, subscribe);
    }

    public Rest rest() {
        return rest;
    }

    /** A session for whom that token is; fails with {@link Refused} where the server says no. */
    public Future<RoomSession> open(Door door, Gateway gateway, String token, RoomSession.Listener listener) {
        if (door == Door.REST) {
            return Future.succeededFuture(new RestSession(links.vertx(), rest, gateway, token, listener));
        }
        if (door == Door.BRIDGE) {
            BridgeSession session = new BridgeSession(links.vertx(), token, listener);
            return links.sockJs(gateway, BRIDGE, session.ear())
                    .timeout(OPEN_SECONDS, TimeUnit.SECONDS)
                    .<RoomSession>map(session::begin)
                    .onFailure(late -> session.cut());
        }
        StompSession session = new StompSession(links.vertx(), names, listener);
        return stomp(door, gateway, session.ear())
                .compose(link -> session.connect(link, token))
                .timeout(OPEN_SECONDS, TimeUnit.SECONDS)
                .onFailure(late -> session.cut());
    }

    private Future<Link> stomp(Door door, Gateway gateway, Link.Ear ear) {
        return switch (door) {
            case WS -> links.webSocket(gateway, STOMP, List.of("v12.stomp"), ear);
            case TCP -> links.tcp(gateway, ear);
            case SOCKJS -> links.sockJs(gateway, STOMP_SOCKJS, ear);
            case SOCKJS_XHR -> links.sockJsXhr(gateway, STOMP_SOCKJS, ear);
            case BRIDGE, REST -> throw new IllegalArgumentException(door + " is not STOMP");
        };
    }
}
