package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.HeartBeat;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/** CONNECT and STOMP: decides who speaks and answers CONNECTED (STOMP 1.2, "Connecting"). */
public final class ConnectHandler implements FrameHandler {
    private final Authenticator authenticator;
    private final HeartBeat ours;
    private final String server;

    /** @param server the value of the header {@code server}: name and version */
    public ConnectHandler(Authenticator authenticator, HeartBeat ours, String server) {
        this.authenticator = authenticator;
        this.ours = ours;
        this.server = server;
    }

    @Override
    public Future<Map<String, String>> handle(Session session, Frame frame) {
        if (session.isIdentified()) {
            session.fail(new Refusal(ErrorCode.BAD_REQUEST, "this connection is connected already"), frame);
            return Future.succeededFuture(Map.of());
        }
        HeartBeat theirs = HeartBeat.parse(frame.getHeader(Header.HEART_BEAT));
        return authenticator
                .authenticate(
                        Credentials.authorization(frame),
                        frame.getHeader(Header.LOGIN),
                        frame.getHeader(Header.PASSCODE),
                        session.addressKey())
                .map(identity -> {
                    session.open(identity, theirs, connected(session, identity));
                    return Map.of();
                });
    }

    private Map<String, String> connected(Session session, Identity identity) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.VERSION, session.version().text());
        headers.put(Header.SESSION, session.id().value());
        headers.put(Header.SERVER, server);
        headers.put(Header.HEART_BEAT, ours.text());
        headers.put(Header.USER_NAME, identity.actor().username());
        headers.put(Header.USER_ID, identity.actor().id().value());
        identity.expiresAt()
                .ifPresent(expires -> headers.put(Header.TOKEN_EXPIRES, Long.toString(expires.getEpochSecond())));
        return headers;
    }
}
