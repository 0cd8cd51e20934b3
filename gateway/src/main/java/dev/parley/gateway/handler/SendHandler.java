package dev.parley.gateway.handler;

import dev.parley.contracts.chat.ChatCommand;
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
import dev.parley.gateway.session.Session;
import dev.parley.gateway.stomp.Destination;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * SEND: destination to room, frame to command; the last place that knows STOMP on the way in. The RECEIPT says where the
 * event was committed.
 */
public final class SendHandler implements EffectHandler {
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
    public Effect effectOf(Session session, Frame frame) throws FrameError {
        String destination = frame.getHeader(Header.DESTINATION);
        if (destination == null) {
            throw FrameError.malformed("SEND needs a destination");
        }
        Destination meant = destinations
                .ofSend(destination)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "nothing can be sent to this destination"));
        if (meant instanceof Destination.AppRoom room) {
            return toRoom(session.actor(), frame, room.id());
        }
        if (meant instanceof Destination.App app) {
            return toApp(session, frame, app.action());
        }
        if (meant instanceof Destination.Brokered brokered) {
            return new Effect.Single(session.actor(), () -> broker.send(brokered, session, frame));
        }
        throw new Refusal(ErrorCode.NOT_FOUND, "nothing can be sent to this destination");
    }

    private Effect toApp(Session session, Frame frame, Destination.Action action) {
        if (action == Destination.Action.REFRESH_TOKEN) {
            return refreshToken(session, frame);
        }
        RoomRequest request = RoomRequest.parse(frame.getBody());
        RoomId room = request.room();
        Actor speaker = request.speaker(session.actor());
        return switch (action) {
            case JOIN -> change(new JoinRoom(room, speaker), speaker);
            case LEAVE -> change(new LeaveRoom(room, speaker), speaker);
            case MESSAGE -> post(speaker, frame, room, request);
            case CHAT -> byType(speaker, frame, room, request);
            case TYPING -> typing(session.actor(), room, request);
            case REFRESH_TOKEN -> throw new IllegalStateException("handled above");
        };
    }

    /** A text, or the JSON of {@code /publish/chat} without its room; where content-type is silent the body decides. */
    private Effect toRoom(Actor actor, Frame frame, RoomId room) {
        String contentType = frame.getHeader(Header.CONTENT_TYPE);
        boolean json = contentType != null && contentType.startsWith("application/json");
        boolean text = contentType != null && contentType.startsWith("text/");
        if (json) {
            RoomRequest request = RoomRequest.parse(frame.getBody());
            return byType(request.speaker(actor), frame, room, request);
        }
        if (!text) {
            RoomRequest request = RoomRequest.tryParse(frame.getBody()).orElse(null);
            if (request != null && (request.hasMessage() || !request.type().isEmpty())) {
                return byType(request.speaker(actor), frame, room, request);
            }
        }
        return post(actor, frame, room, text(frame.getBody()), null, null);
    }

    private Effect byType(Actor speaker, Frame frame, RoomId room, RoomRequest request) {
        return switch (request.type()) {
            case "JOIN" -> change(new JoinRoom(room, speaker), speaker);
            case "LEAVE" -> change(new LeaveRoom(room, speaker), speaker);
            case "CHAT", "MESSAGE", "" -> post(speaker, frame, room, request);
            default -> throw new Refusal(ErrorCode.BAD_REQUEST, "type is JOIN, LEAVE, CHAT or MESSAGE");
        };
    }

    private Effect change(ChatCommand<Posted> command, Actor speaker) {
        return new Effect.Single(speaker, () -> bus.ask(command).map(posted -> Receipts.of(command.room(), posted)));
    }

    private static Effect post(Actor speaker, Frame frame, RoomId room, RoomRequest request) {
        return post(speaker, frame, room, request.message(), request.clientMessageId(), request.replyTo());
    }

    private static Effect post(
            Actor speaker,
            Frame frame,
            RoomId room,
            String text,
            @Nullable ClientMessageId inBody,
            @Nullable Long replyTo) {
        String inHeader = frame.getHeader(Header.CLIENT_MESSAGE_ID);
        ClientMessageId id = inHeader == null ? inBody : new ClientMessageId(inHeader);
        return new Effect.Post(new PostMessage(room, speaker, text, id, replyTo));
    }

    /** Whoever may read the room may be seen typing in it. */
    private Effect typing(Actor actor, RoomId room, RoomRequest request) {
        Person who = new Person(actor.id(), actor.username(), actor.displayName());
        SetTyping typing = new SetTyping(presenceShardOf.applyAsInt(room), room, who, request.typing());
        return new Effect.Single(
                actor,
                () -> bus.ask(new GetRoom(room, actor))
                        .compose(allowed -> bus.ask(typing))
                        .map(told -> Map.of()));
    }

    /** Swaps in a new token of the same user, without a reconnect. */
    private Effect refreshToken(Session session, Frame frame) {
        String authorization = Credentials.authorization(frame);
        if (authorization == null) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED, "a new token goes into the header Authorization");
        }
        return new Effect.Single(
                session.actor(),
                () -> authenticator.byAuthorization(authorization).map(identity -> {
                    if (!identity.actor().id().equals(session.actor().id())) {
                        throw new Refusal(ErrorCode.FORBIDDEN, "the token is another user's");
                    }
                    session.identify(identity);
                    return identity.expiresAt()
                            .map(expires -> Map.of(Header.TOKEN_EXPIRES, Long.toString(expires.getEpochSecond())))
                            .orElse(Map.of());
                }));
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
}
