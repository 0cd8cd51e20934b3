package dev.parley.gateway.handler;

import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.SetTyping;
import dev.parley.gateway.broker.Broker;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.stomp.Destination;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * SEND: destination to room, frame to command; the last place that knows STOMP on the way in. The RECEIPT says where the
 * event was committed.
 */
public final class SendHandler implements FrameHandler {
    private final EdgeBus bus;
    private final Destinations destinations;
    private final Authenticator authenticator;
    private final Broker broker;
    private final ToIntFunction<RoomId> presenceShardOf;

    public SendHandler(
            EdgeBus bus,
            Destinations destinations,
            Authenticator authenticator,
            Broker broker,
            ToIntFunction<RoomId> presenceShardOf) {
        this.bus = bus;
        this.destinations = destinations;
        this.authenticator = authenticator;
        this.broker = broker;
        this.presenceShardOf = presenceShardOf;
    }

    @Override
    public Future<Map<String, String>> handle(Session session, Frame frame) {
        String destination = frame.getHeader(Header.DESTINATION);
        if (destination == null) {
            session.fail(new Refusal(ErrorCode.BAD_REQUEST, "SEND needs a destination"), frame);
            return Future.succeededFuture(Map.of());
        }
        Destination meant = destinations
                .ofSend(destination.strip())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "nothing can be sent to this destination"));
        if (meant instanceof Destination.AppRoom room) {
            return toRoom(session, frame, room.id());
        }
        if (meant instanceof Destination.App app) {
            return toApp(session, frame, app.action());
        }
        if (meant instanceof Destination.Brokered brokered) {
            return broker.send(brokered, session, frame);
        }
        throw new Refusal(ErrorCode.NOT_FOUND, "nothing can be sent to this destination");
    }

    private Future<Map<String, String>> toApp(Session session, Frame frame, Destination.Action action) {
        if (action == Destination.Action.REFRESH_TOKEN) {
            return refreshToken(session, frame);
        }
        RoomRequest request = RoomRequest.parse(frame.getBody());
        RoomId room = request.room();
        return switch (action) {
            case JOIN -> join(session, room, request);
            case LEAVE -> leave(session, room, request);
            case MESSAGE -> post(session, frame, room, request);
            case CHAT -> byType(session, frame, room, request);
            case TYPING -> typing(session, room, request);
            case REFRESH_TOKEN -> throw new IllegalStateException("handled above");
        };
    }

    /** A text, or the JSON of {@code /publish/chat} without its room; where content-type is silent the body decides. */
    private Future<Map<String, String>> toRoom(Session session, Frame frame, RoomId room) {
        String contentType = frame.getHeader(Header.CONTENT_TYPE);
        boolean json = contentType != null && contentType.startsWith("application/json");
        boolean text = contentType != null && contentType.startsWith("text/");
        if (json) {
            return byType(session, frame, room, RoomRequest.parse(frame.getBody()));
        }
        if (!text) {
            RoomRequest request = RoomRequest.tryParse(frame.getBody()).orElse(null);
            if (request != null && (request.hasMessage() || !request.type().isEmpty())) {
                return byType(session, frame, room, request);
            }
        }
        return post(session.actor(), frame, room, text(frame.getBody()), null, null);
    }

    private Future<Map<String, String>> byType(Session session, Frame frame, RoomId room, RoomRequest request) {
        return switch (request.type()) {
            case "JOIN" -> join(session, room, request);
            case "LEAVE" -> leave(session, room, request);
            case "CHAT", "MESSAGE", "" -> post(session, frame, room, request);
            default -> throw new Refusal(ErrorCode.BAD_REQUEST, "type is JOIN, LEAVE, CHAT or MESSAGE");
        };
    }

    private Future<Map<String, String>> join(Session session, RoomId room, RoomRequest request) {
        return bus.ask(new JoinRoom(room, speaking(session, request))).map(posted -> receipt(room, posted));
    }

    private Future<Map<String, String>> leave(Session session, RoomId room, RoomRequest request) {
        return bus.ask(new LeaveRoom(room, speaking(session, request))).map(posted -> receipt(room, posted));
    }

    private Future<Map<String, String>> post(Session session, Frame frame, RoomId room, RoomRequest request) {
        return post(
                speaking(session, request),
                frame,
                room,
                request.message(),
                request.clientMessageId(),
                request.replyTo());
    }

    private Future<Map<String, String>> post(
            Actor actor,
            Frame frame,
            RoomId room,
            String text,
            @Nullable ClientMessageId inBody,
            @Nullable Long replyTo) {
        String inHeader = frame.getHeader(Header.CLIENT_MESSAGE_ID);
        ClientMessageId id = inHeader == null ? inBody : new ClientMessageId(inHeader);
        return bus.ask(new PostMessage(room, actor, text, id, replyTo)).map(posted -> receipt(room, posted));
    }

    /** Whoever may read the room may be seen typing in it. */
    private Future<Map<String, String>> typing(Session session, RoomId room, RoomRequest request) {
        Actor actor = session.actor();
        Person who = new Person(actor.id(), actor.username(), actor.displayName());
        SetTyping typing = new SetTyping(presenceShardOf.applyAsInt(room), room, who, request.typing());
        return bus.ask(new GetRoom(room, actor))
                .compose(allowed -> bus.ask(typing))
                .map(told -> Map.of());
    }

    /** Swaps in a new token of the same user, without a reconnect. */
    private Future<Map<String, String>> refreshToken(Session session, Frame frame) {
        String authorization = Credentials.authorization(frame);
        if (authorization == null) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED, "a new token goes into the header Authorization");
        }
        return authenticator.byAuthorization(authorization).map(identity -> {
            if (!identity.actor().id().equals(session.actor().id())) {
                throw new Refusal(ErrorCode.FORBIDDEN, "the token is another user's");
            }
            session.identify(identity);
            return identity.expiresAt()
                    .map(expires -> Map.of(Header.TOKEN_EXPIRES, Long.toString(expires.getEpochSecond())))
                    .orElse(Map.of());
        });
    }

    /** The authenticated user, as it wants to be shown. */
    private static Actor speaking(Session session, RoomRequest request) {
        Identity identity = session.identity();
        Actor speaker = request.speaker(identity.actor());
        if (!speaker.equals(identity.actor())) {
            session.identify(new Identity(speaker, identity.loginId(), identity.expiresAt()));
        }
        return speaker;
    }

    private static String text(Buffer body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "the body is not UTF-8");
        }
    }

    private static Map<String, String> receipt(RoomId room, Posted posted) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.SEQ, Long.toString(posted.position().sequence()));
        headers.put(Header.EPOCH, posted.position().epoch().value());
        headers.put(Header.MESSAGE_ID, room + "-" + posted.position().sequence());
        headers.put(Header.DUPLICATE, Boolean.toString(posted.duplicate()));
        return headers;
    }
}
