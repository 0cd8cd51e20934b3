package dev.parley.gateway.transport;

import dev.parley.gateway.limits.Door;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Sessions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;

/** STOMP over SockJS: websocket, xhr-streaming, xhr-polling, eventsource. */
public final class SockJsDoor {
    private final Vertx vertx;
    private final Sessions sessions;
    private final SockJsEndpoint endpoint;

    public SockJsDoor(Vertx vertx, Sessions sessions, SockJsEndpoint endpoint) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.endpoint = endpoint;
    }

    /** Opens the door at each path. */
    public void mount(Router router, List<String> paths) {
        paths.forEach(path -> endpoint.mount(
                router,
                path,
                Door.SOCKJS,
                SockJSHandler.create(vertx, SockJsEndpoint.stockOptions()).socketHandler(this::accept)));
    }

    /** A SockJS session stays on the loop that it was opened on, whichever loop its requests come to. */
    private void accept(SockJSSocket socket) {
        Context home = vertx.getOrCreateContext();
        Session session = sessions.accept(new SockJsConnection(socket), SockJsEndpoint.place(socket));
        socket.exceptionHandler(broken -> home.runOnContext(ignored -> session.onClosed()));
        socket.closeHandler(closed -> {
            SockJsEndpoint.ended(socket);
            home.runOnContext(ignored -> session.onClosed());
        });
        socket.handler(session::onBytes);
        SockJsEndpoint.accepted(socket);
    }
}
