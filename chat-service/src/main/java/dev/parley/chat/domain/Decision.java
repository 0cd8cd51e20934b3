package dev.parley.chat.domain;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The answer of the rules to a {@link Write}. */
public sealed interface Decision {
    /** It is allowed, and this is what becomes of the room if the commit succeeds. */
    record Accept(Room room, List<Draft> drafts, Optional<MembershipChange> membership) implements Decision {
        public Accept {
            drafts = List.copyOf(drafts);
        }

        /** Nothing happens to the room (or nothing but that it comes into being). */
        static Accept of(Room room) {
            return new Accept(room, List.of(), Optional.empty());
        }

        /** The actor is a member from now on, without an event: only for who makes the room. */
        Accept founded(Actor actor) {
            return new Accept(room.withMembers(1), drafts, entered(actor, Role.OWNER, 0));
        }

        /** The actor joins, with a JOIN event. */
        Accept joined(Actor actor, String text) {
            Room grown = room.advanced().withMembers(room.members() + 1);
            return new Accept(
                    grown, with(draft(grown, EventType.JOIN, actor, text)), entered(actor, Role.MEMBER, grown.head()));
        }

        /** The actor leaves, with a LEAVE event. */
        Accept left(Actor actor, String text) {
            Room shrunk = room.advanced().withMembers(Math.max(0, room.members() - 1));
            return new Accept(
                    shrunk,
                    with(draft(shrunk, EventType.LEAVE, actor, text)),
                    Optional.of(new MembershipChange(actor.id(), Optional.empty())));
        }

        /** The actor says something. */
        Accept said(Actor actor, String text, Optional<ClientMessageId> clientMessageId, OptionalLong replyTo) {
            Room longer = room.advanced();
            return new Accept(
                    longer,
                    with(new Draft(longer.head(), EventType.CHAT, actor, text, clientMessageId, replyTo)),
                    membership);
        }

        /** Somebody does something to somebody, who is {@code now} from then on. */
        Accept changed(Draft draft, Room after, UserId target, Optional<Standing> now) {
            return new Accept(after, with(draft), Optional.of(new MembershipChange(target, now)));
        }

        /** The room is described otherwise. */
        Accept described(Draft draft, Room after) {
            return new Accept(after, with(draft), membership);
        }

        private List<Draft> with(Draft draft) {
            List<Draft> more = new ArrayList<>(drafts);
            more.add(draft);
            return more;
        }

        private static Draft draft(Room room, EventType type, Actor actor, String text) {
            return new Draft(room.head(), type, actor, text, Optional.empty(), OptionalLong.empty());
        }

        private static Optional<MembershipChange> entered(Actor actor, Role role, long joinedAt) {
            return Optional.of(
                    new MembershipChange(actor.id(), Optional.of(new Membership(actor.id(), role, joinedAt))));
        }
    }

    /** It has been done before; the event at this sequence (0 for none) is the answer. */
    record Repeat(Room room, long sequence) implements Decision {}

    /** It is not allowed. */
    record Reject(ErrorCode code, String detail) implements Decision {}

    /** The same words for a room that does not exist and for one that the actor may not know of. */
    static Reject notFound() {
        return new Reject(ErrorCode.NOT_FOUND, "no such room");
    }
}
