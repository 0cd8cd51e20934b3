package dev.parley.gateway.handler;

import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Command;
import java.util.Map;

/** Which handler serves which frame of a client. */
public final class FrameTable {
    private FrameTable() {}

    /**
     * Fills the sessions' table; a command that is not in it is refused.
     *
     * @param bus what the messages of a transaction are posted through
     */
    public static void fill(
            Sessions sessions, ConnectHandler connect, SendHandler send, SubscribeHandler subscribe, EdgeBus bus) {
        // What was acknowledged is stored before the RECEIPT, or cannot be stored now: the client goes either way.
        FrameHandler disconnect = (session, frame) -> frame.getHeader(Header.RECEIPT) == null
                ? Future.succeededFuture(Map.of())
                : session.subscriptions().stored().transform(stored -> Future.succeededFuture(Map.of()));
        AckHandler ack = new AckHandler();
        TransactionHandler transactions =
                new TransactionHandler(Map.of(Command.SEND, send, Command.ACK, ack, Command.NACK, ack), bus);
        sessions.on(Command.CONNECT, connect)
                .on(Command.STOMP, connect)
                .on(Command.SEND, transactions::member)
                .on(Command.ACK, transactions::member)
                .on(Command.NACK, transactions::member)
                .on(Command.BEGIN, transactions::begin)
                .on(Command.COMMIT, transactions::commit)
                .on(Command.ABORT, transactions::abort)
                .on(Command.SUBSCRIBE, subscribe)
                .on(Command.UNSUBSCRIBE, new UnsubscribeHandler())
                .on(Command.DISCONNECT, disconnect);
    }
}
