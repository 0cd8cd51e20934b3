package dev.parley.gateway.bridge;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets of one door, and who speaks on them. One event loop. */
final class BridgeSessions {
    private final Map<SockJSSocket, BridgeSession> bySocket = new HashMap<>();
    /** Of those alone whose rights may be taken. */
    private final Map<UserId, Set<BridgeSession>> byUser = new HashMap<>();

    void add(SockJSSocket socket, BridgeSession session) {
        bySocket.put(socket, session);
    }

    @Nullable
    BridgeSession of(SockJSSocket socket) {
        return bySocket.get(socket);
    }

    /** The socket is gone. */
    @Nullable
    BridgeSession remove(SockJSSocket socket) {
        BridgeSession session = bySocket.remove(socket);
        if (session != null) {
            leave(session, session.identity());
        }
        return session;
    }

    List<BridgeSession> all() {
        return List.copyOf(bySocket.values());
    }

    int size() {
        return bySocket.size();
    }

    /** The sockets on which a user speaks. */
    List<BridgeSession> of(UserId user) {
        return List.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /** Who speaks in a message, as {@link BridgeSession#authenticate}; its socket is found by that user from then on. */
    Future<Actor> authenticate(BridgeSession session, JsonObject message) {
        Identity before = session.identity();
        return session.authenticate(message).map(actor -> {
            Identity now = session.identity();
            if (!Objects.equals(now, before)) {
                leave(session, before);
                enter(session, now);
            }
            return actor;
        });
    }

    private void enter(BridgeSession session, @Nullable Identity identity) {
        if (identity != null && identity.canBeEnded() && session.isOpen()) {
            byUser.computeIfAbsent(identity.actor().id(), user -> new HashSet<>(2))
                    .add(session);
        }
    }

    private void leave(BridgeSession session, @Nullable Identity identity) {
        if (identity != null) {
            byUser.computeIfPresent(
                    identity.actor().id(),
                    (user, ofUser) -> ofUser.remove(session) && ofUser.isEmpty() ? null : ofUser);
        }
    }
}
