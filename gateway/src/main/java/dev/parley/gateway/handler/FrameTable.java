package dev.parley.gateway.handler;

import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Command;
import java.util.Map;

/** Which handler serves which frame of a client. */
public final class FrameTable {
    private FrameTable() {}

    /** Fills the sessions' table; a command that is not in it is refused. */
    public static void fill(Sessions sessions, ConnectHandler connect, SendHandler send, SubscribeHandler subscribe) {
        FrameHandler disconnect = (session, frame) -> Future.succeededFuture(Map.of());
        sessions.on(Command.CONNECT, connect)
                .on(Command.STOMP, connect)
                .on(Command.SEND, send)
                .on(Command.SUBSCRIBE, subscribe)
                .on(Command.UNSUBSCRIBE, new UnsubscribeHandler())
                .on(Command.DISCONNECT, disconnect);
    }
}
