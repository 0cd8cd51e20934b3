package dev.parley.gateway.transport;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Sessions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * STOMP over WebSocket, mounted on the router so that it lives beside SockJS's own WebSockets. What the connection must
 * keep to, once it is upgraded, is up to {@link WebSocketGuard}.
 */
public final class WebSocketDoor {
    private final Sessions sessions;

    public WebSocketDoor(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Opens the door at each path. */
    public void mount(Router router, List<String> paths) {
        paths.forEach(path -> router.route(path).handler(this::upgrade));
    }

    private void upgrade(RoutingContext context) {
        HttpServerRequest request = context.request();
        WebSocketHandshake handshake = new WebSocketHandshake(request);
        handshake.refused().ifPresentOrElse(refused -> refuse(context.response(), refused), () -> {
            handshake.preferBest();
            PlaceGate.enter(context, sessions.limits(), Door.WS)
                    .ifPresent(place -> request.toWebSocket()
                            .onSuccess(socket -> accept(socket, request.connection(), place))
                            .onFailure(broken -> {
                                place.close();
                                fail(context.response());
                            }));
        });
    }

    private static void refuse(HttpServerResponse response, WebSocketHandshake.Refused refused) {
        refused.hint().ifPresent(hint -> response.putHeader(hint.name(), hint.value()));
        response.setStatusCode(refused.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(refused.text());
    }

    /** What Vert.x could not upgrade it has answered, as a rule. */
    private static void fail(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(400).end();
        }
    }

    private void accept(ServerWebSocket socket, HttpConnection connection, Ticket place) {
        Session session = sessions.accept(new WebSocketConnection(socket, connection), place);
        WebSocketGuard.of(connection).ifPresent(guard -> guard.tell(violation -> end(session, violation)));
        socket.exceptionHandler(broken -> session.onClosed());
        socket.closeHandler(closed -> session.onClosed());
        socket.handler(session::onBytes);
    }

    /** A limit is refused in STOMP's words too; who breaks the WebSocket protocol gets no more than its close frame. */
    private static void end(Session session, WebSocketRules.Violation violation) {
        switch (violation.reason()) {
            case TOO_BIG -> session.fail(new Refusal(ErrorCode.TOO_LARGE, violation.detail()), null);
            case POLICY -> session.fail(new Refusal(ErrorCode.RATE_LIMITED, violation.detail()), null);
            default -> session.close(violation.reason());
        }
    }
}
