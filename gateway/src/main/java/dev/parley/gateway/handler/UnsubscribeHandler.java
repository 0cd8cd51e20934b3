package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
import java.util.Optional;

/** UNSUBSCRIBE: by id; in STOMP 1.0 also by destination (STOMP 1.0, "UNSUBSCRIBE"). */
public final class UnsubscribeHandler implements FrameHandler {
    @Override
    public Future<Map<String, String>> handle(Session session, Frame frame) {
        String id = frame.getHeader(Header.ID);
        String destination = frame.getHeader(Header.DESTINATION);
        if (id == null && session.version() == StompVersion.V1_0 && destination != null) {
            id = destination;
        }
        if (id == null) {
            session.fail(new Refusal(ErrorCode.BAD_REQUEST, "UNSUBSCRIBE needs an id"), frame);
            return Future.succeededFuture(Map.of());
        }
        Optional<Subscription> ending = session.subscriptions().find(id);
        session.subscriptions().end(id);
        if (ending.isEmpty() || frame.getHeader(Header.RECEIPT) == null) {
            return Future.succeededFuture(Map.of());
        }
        return ending.get().flow().stored().transform(stored -> Future.succeededFuture(Map.of()));
    }
}
