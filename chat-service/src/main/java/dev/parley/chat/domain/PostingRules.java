package dev.parley.chat.domain;

import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who may do what in a room (docs/protocol.md, "STOMP destinations" and "REST"). Each method refuses what is malformed
 * at once, with a {@link Refusal}, and gives what is well-formed as a {@link Write}, to be decided in its turn.
 */
public final class PostingRules {
    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_TOPIC_LENGTH = 1000;

    private final Options options;

    /**
     * What an operator may set.
     *
     * @param open whether a public room comes into being when it is first used, and a first message joins its author
     * @param maxMessageLength in UTF-16 code units
     */
    public record Options(boolean open, int maxMessageLength, Phrases phrases) {}

    public PostingRules(Options options) {
        this.options = options;
    }

    /** Whether a public room comes into being when it is first used. */
    public boolean areOpen() {
        return options.open();
    }

    /** @throws Refusal {@code bad-request} or {@code too-large} */
    public Write post(PostMessage command) {
        Form.checkText("the message", command.text(), options.maxMessageLength());
        Long replyTo = command.replyTo();
        if (replyTo != null && replyTo < 1) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "replyTo is the sequence of an event: 1 or more");
        }
        Optional<ClientMessageId> id = Optional.ofNullable(command.clientMessageId());
        id.ifPresent(given -> Form.checkStorable("the client message id", given.value()));
        OptionalLong reply = replyTo == null ? OptionalLong.empty() : OptionalLong.of(replyTo);
        return write(command.room(), command.actor(), id, (state, moment) -> {
            Optional<Room> room = roomFor(command.room(), state, moment);
            if (room.isEmpty()) {
                return Decision.notFound();
            }
            if (state.actor().isEmpty() && !options.open()) {
                return new Decision.Reject(ErrorCode.FORBIDDEN, "join the room before posting");
            }
            if (state.actor().filter(member -> member.role() == Role.READER).isPresent()) {
                return new Decision.Reject(ErrorCode.FORBIDDEN, "readers do not post");
            }
            return admitted(room.get(), state, command.actor()).said(command.actor(), command.text(), id, reply);
        });
    }

    /** Makes the actor a member. */
    public Write join(JoinRoom command) {
        return write(command.room(), command.actor(), Optional.empty(), (state, moment) -> {
            Optional<Room> room = roomFor(command.room(), state, moment);
            if (room.isEmpty()) {
                return Decision.notFound();
            }
            if (state.actor().isPresent()) {
                return new Decision.Repeat(room.get(), state.actor().get().joinedAt());
            }
            return admitted(room.get(), state, command.actor());
        });
    }

    /** Ends the actor's membership. */
    public Write leave(LeaveRoom command) {
        return write(command.room(), command.actor(), Optional.empty(), (state, moment) -> {
            Optional<Room> room = state.visible();
            if (room.isEmpty()) {
                return Decision.notFound();
            }
            if (state.actor().isEmpty()) {
                return new Decision.Repeat(room.get(), room.get().head());
            }
            String text = options.phrases().left(command.actor().displayName());
            return Decision.Accept.of(room.get()).left(command.actor(), text);
        });
    }

    /** @throws Refusal {@code bad-request} or {@code too-large} */
    public Write create(CreateRoom command) {
        Form.checkText("the name", command.name(), MAX_NAME_LENGTH);
        Form.checkLength("the topic", command.topic(), MAX_TOPIC_LENGTH);
        Form.checkStorable("the name", command.name());
        Form.checkStorable("the topic", command.topic());
        return write(command.room(), command.actor(), Optional.empty(), (state, moment) -> {
            if (state.room().isPresent()) {
                return new Decision.Reject(ErrorCode.CONFLICT, "the room id is taken");
            }
            Room room = Room.fresh(command.room(), command.name(), command.visibility(), command.topic(), moment);
            return Decision.Accept.of(room).founded(command.actor());
        });
    }

    /** Lets a room come into being by being subscribed to, where rooms are open. */
    public Write open(RoomId id, Actor actor) {
        return write(
                id,
                actor,
                Optional.empty(),
                (state, moment) -> roomFor(id, state, moment)
                        .<Decision>map(Decision.Accept::of)
                        .orElseGet(Decision::notFound));
    }

    private Optional<Room> roomFor(RoomId id, RoomState state, Moment moment) {
        return state.room().isEmpty() && options.open()
                ? Optional.of(Room.fresh(id, id.value(), Visibility.PUBLIC, "", moment))
                : state.visible();
    }

    private Decision.Accept admitted(Room room, RoomState state, Actor actor) {
        Decision.Accept as = Decision.Accept.of(room);
        return state.actor().isPresent()
                ? as
                : as.joined(actor, options.phrases().joined(actor.displayName()));
    }

    private static Write write(RoomId room, Actor actor, Optional<ClientMessageId> id, Write.Rule rule) {
        Form.checkStorable("the user id", actor.id().value());
        return new Write(room, actor, id, rule);
    }
}
