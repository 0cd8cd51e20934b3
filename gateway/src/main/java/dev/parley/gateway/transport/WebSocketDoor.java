package dev.parley.gateway.transport;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Sessions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * STOMP over WebSocket, mounted on the router so that it lives beside SockJS's own WebSockets. What the connection must
 * keep to, once it is upgraded, is up to {@link WebSocketGuard}.
 */
public final class WebSocketDoor {
    private final Sessions sessions;
    private final EventLoop loop;
    private final int maxFrameBytes;

    /** @param maxFrameBytes the longest frame of a WebSocket that a client may send */
    public WebSocketDoor(Sessions sessions, EventLoop loop, int maxFrameBytes) {
        this.sessions = sessions;
        this.loop = loop;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Opens the door at each path. */
    public void mount(Router router, List<String> paths) {
        paths.forEach(path -> router.route(path).handler(this::upgrade));
    }

    private void upgrade(RoutingContext context) {
        HttpServerRequest request = context.request();
        WebSocketHandshake handshake = new WebSocketHandshake(request);
        handshake
                .refused()
                .ifPresentOrElse(
                        refused -> refuse(context.response(), refused),
                        () -> PlaceGate.enter(context, sessions.limits(), Door.WS)
                                .ifPresent(place -> accept(context, handshake, place)));
    }

    private static void refuse(HttpServerResponse response, WebSocketHandshake.Refused refused) {
        refused.hint().ifPresent(hint -> response.putHeader(hint.name(), hint.value()));
        response.setStatusCode(refused.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(refused.text());
    }

    private void accept(RoutingContext context, WebSocketHandshake handshake, Ticket place) {
        if (Channels.isGone(context.request().connection())) {
            place.close();
            return;
        }
        Optional<WebSocketGuard> guard = WebSocketGuard.of(context.request().connection());
        guard.ifPresent(WebSocketGuard::leaveFlushing);
        ChannelConnection connection = new ChannelConnection(loop, new WebSocketFraming(handshake.agreedVersion()));
        handshake.accept(context.response().headers(), maxFrameBytes, connection);
        Session session = sessions.accept(connection, place);
        connection.begin(session);
        guard.ifPresent(watching -> watching.tell(violation -> loop.run(() -> end(session, violation))));
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
