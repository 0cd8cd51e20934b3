package dev.parley.chat.domain;

import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.EraseFromRoom;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Who may do what in a room (docs/protocol.md, "STOMP destinations" and "REST"). Each method refuses what is malformed
 * at once, with a {@link Refusal}, and gives what is well-formed as a {@link Write}, to be decided in its turn.
 */
public final class PostingRules {
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

    /** The rules of the same rooms about who is in them. */
    public MemberRules ofMembers() {
        return new MemberRules(options.phrases());
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
        return write(
                command.room(),
                command.actor(),
                id,
                (state, moment) -> decided(command.room(), state, moment, room -> {
                    if (state.member().isEmpty() && !options.open()) {
                        return new Decision.Reject(ErrorCode.FORBIDDEN, "join the room before posting");
                    }
                    if (state.member()
                            .filter(member -> member.role() == Role.READER)
                            .isPresent()) {
                        return new Decision.Reject(ErrorCode.FORBIDDEN, "readers do not post");
                    }
                    return admitted(room, state, command.actor()).said(command.actor(), command.text(), id, reply);
                }));
    }

    /** Makes the actor a member. */
    public Write join(JoinRoom command) {
        return write(
                command.room(),
                command.actor(),
                Optional.empty(),
                (state, moment) -> decided(
                        command.room(),
                        state,
                        moment,
                        room -> state.member()
                                .<Decision>map(member -> new Decision.Repeat(room, member.joinedAt()))
                                .orElseGet(() -> admitted(room, state, command.actor()))));
    }

    /** Ends the actor's membership: everybody is free to leave, the last owner too. */
    public Write leave(LeaveRoom command) {
        return write(
                command.room(),
                command.actor(),
                Optional.empty(),
                (state, moment) -> known(state, room -> {
                    if (state.member().isEmpty()) {
                        return new Decision.Repeat(room, room.head());
                    }
                    String text = options.phrases().left(command.actor().displayName());
                    return Decision.Accept.of(room).left(command.actor(), text);
                }));
    }

    /** Ends whatever a person is to a room: as leaving does, but for who is no member, too, and only once. */
    public Write erase(EraseFromRoom command) {
        Phrases phrases = options.phrases();
        Actor erased = new Actor(command.user(), "", phrases.formerUser(), Set.of());
        return write(
                command.room(),
                erased,
                Optional.empty(),
                (state, moment) -> state.room()
                        .<Decision>map(room -> state.erasedAt().isPresent()
                                ? new Decision.Repeat(room, state.erasedAt().getAsLong())
                                : erased(state, room, erased))
                        .orElseGet(Decision::notFound));
    }

    private Decision erased(RoomState state, Room room, Actor erased) {
        Room after = room.advanced()
                .withMembers(Math.max(0, room.members() - (state.member().isPresent() ? 1 : 0)))
                .withBans(Math.max(0, room.bans() - (state.isBanned() ? 1 : 0)));
        Draft leave = new Draft(
                after.head(),
                EventType.LEAVE,
                erased,
                options.phrases().left(erased.displayName()),
                Optional.empty(),
                OptionalLong.empty(),
                Map.of(EventBody.ERASED, EventBody.ERASED_WRITER));
        return Decision.Accept.of(room)
                .changed(leave, after, erased.id(), Optional.of(new Erased(erased.id(), after.head())));
    }

    /** @throws Refusal {@code bad-request} or {@code too-large} */
    public Write create(CreateRoom command) {
        Form.checkName(command.name());
        Form.checkTopic(command.topic());
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
        return write(id, actor, Optional.empty(), (state, moment) -> decided(id, state, moment, Decision.Accept::of));
    }

    /** In a room that the actor may know of, or that comes into being by being used. */
    private Decision decided(RoomId id, RoomState state, Moment moment, Function<Room, Decision> rule) {
        return state.room().isEmpty() && options.open()
                ? rule.apply(Room.fresh(id, id.value(), Visibility.PUBLIC, "", moment))
                : known(state, rule);
    }

    /** In a room that the actor may know of. */
    static Decision known(RoomState state, Function<Room, Decision> rule) {
        Optional<Decision.Reject> barred = state.barred();
        return barred.isPresent() ? barred.get() : rule.apply(state.room().orElseThrow());
    }

    private Decision.Accept admitted(Room room, RoomState state, Actor actor) {
        Decision.Accept as = Decision.Accept.of(room);
        return state.member().isPresent()
                ? as
                : as.joined(actor, options.phrases().joined(actor.displayName()));
    }

    private static Write write(RoomId room, Actor actor, Optional<ClientMessageId> id, Write.Rule rule) {
        Form.checkStorable("the user id", actor.id().value());
        return new Write(room, actor, id, Optional.empty(), rule);
    }
}
