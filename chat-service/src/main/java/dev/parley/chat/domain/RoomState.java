package dev.parley.chat.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.UserId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that a decision depends on: the room, where there is one, and what people are to it.
 *
 * @param actor of the person who acts
 * @param target of the person whom the act is about, where there is one
 * @param owners who they are, where the act is about somebody
 */
public record RoomState(
        Optional<Room> room,
        Optional<? extends Standing> actor,
        Optional<? extends Standing> target,
        Set<UserId> owners) {
    /** No such room. */
    public static final RoomState NOTHING = new RoomState(Optional.empty(), Optional.empty());

    public RoomState {
        owners = Set.copyOf(owners);
    }

    /** Of an act that is about nobody else. */
    public RoomState(Optional<Room> room, Optional<? extends Standing> actor) {
        this(room, actor, Optional.empty(), Set.of());
    }

    /** The actor's membership. */
    public Optional<Membership> member() {
        return membership(actor);
    }

    /** The membership of the person whom the act is about. */
    Optional<Membership> targetMember() {
        return membership(target);
    }

    boolean isTargetBanned() {
        return isBan(target);
    }

    /** Whether the room would be left without an owner, were this person none any more. */
    boolean isLastOwner(UserId user) {
        return owners.equals(Set.of(user));
    }

    /** Whether the actor is kept out. */
    boolean isBanned() {
        return isBan(actor);
    }

    /** The sequence of the LEAVE by which the actor is erased. */
    OptionalLong erasedAt() {
        return actor.filter(Erased.class::isInstance).map(Erased.class::cast).stream()
                .mapToLong(Erased::erasedAt)
                .findFirst();
    }

    /** Why the actor may not know of the room, or not read it: to others a private room is as one that does not exist. */
    public Optional<Decision.Reject> barred() {
        if (room.filter(found -> found.isPublic() || member().isPresent()).isEmpty()) {
            return Optional.of(Decision.notFound());
        }
        return isBan(actor) || erasedAt().isPresent()
                ? Optional.of(new Decision.Reject(ErrorCode.FORBIDDEN, "banned from this room"))
                : Optional.empty();
    }

    private static boolean isBan(Optional<? extends Standing> standing) {
        return standing.filter(Ban.class::isInstance).isPresent();
    }

    private static Optional<Membership> membership(Optional<? extends Standing> standing) {
        return standing.filter(Membership.class::isInstance).map(Membership.class::cast);
    }
}
