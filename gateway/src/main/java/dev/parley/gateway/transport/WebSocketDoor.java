package dev.parley.gateway.transport;

import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;

/** STOMP over WebSocket, mounted on the router so that it lives beside SockJS's own WebSockets. */
public final class WebSocketDoor {
    private static final String SUB_PROTOCOL = "Sec-WebSocket-Protocol";

    private final Sessions sessions;

    public WebSocketDoor(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Opens the door at each path. */
    public void mount(Router router, List<String> paths) {
        paths.forEach(path -> router.get(path).handler(this::upgrade));
    }

    private void upgrade(RoutingContext context) {
        if (!context.request().headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            context.response()
                    .setStatusCode(426)
                    .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                    .end("This is a WebSocket endpoint.");
            return;
        }
        preferBest(context.request());
        context.request()
                .toWebSocket()
                .onSuccess(socket -> accept(socket, context.request().connection()));
    }

    /** Vert.x takes the first sub-protocol that the client lists; the best one that both speak is to be chosen. */
    private static void preferBest(HttpServerRequest request) {
        List<String> offered = request.headers().getAll(SUB_PROTOCOL).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::trim)
                .toList();
        StompVersion.subProtocols().stream()
                .filter(offered::contains)
                .findFirst()
                .ifPresent(best -> request.headers().set(SUB_PROTOCOL, best));
    }

    private void accept(ServerWebSocket socket, HttpConnection connection) {
        Session session = sessions.accept(new WebSocketConnection(socket, connection));
        socket.exceptionHandler(broken -> session.onClosed());
        socket.closeHandler(closed -> session.onClosed());
        socket.handler(session::onBytes);
    }
}
