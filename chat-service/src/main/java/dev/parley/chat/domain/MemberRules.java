package dev.parley.chat.domain;

import dev.parley.chat.domain.Phrases.Act;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what to whom in a room (docs/protocol.md, "Roles"). Owners and moderators act, on who is of a lower rank than
 * theirs; owners on everybody. The last owner stays one until leaving. Nothing of it is there in a direct room.
 */
public final class MemberRules {
    private final Phrases phrases;

    public MemberRules(Phrases phrases) {
        this.phrases = phrases;
    }

    /** Adds somebody, or gives somebody another role. */
    public Write put(PutMember command) {
        Actor actor = command.actor();
        Target target = command.target();
        return about(command.room(), actor, target, state -> {
            if (state.isTargetBanned()) {
                return new Decision.Reject(ErrorCode.CONFLICT, "this person is banned: lift the ban first");
            }
            Optional<Membership> before = state.targetMember();
            if (before.filter(member -> member.role() == command.role()).isPresent()) {
                return new Decision.Repeat(state.room().orElseThrow(), 0);
            }
            Optional<Decision> no =
                    before.isPresent() ? changing(state, actor, target, command.role()) : giving(state, command.role());
            return no.orElseGet(() -> placed(state, actor, target, command.role()));
        });
    }

    private static Optional<Decision> changing(RoomState state, Actor actor, Target target, Role role) {
        if (actor.id().equals(target.id())) {
            if (role.compareTo(rank(state)) < 0) {
                return Optional.of(new Decision.Reject(ErrorCode.FORBIDDEN, "nobody promotes themselves"));
            }
        } else if (!isBelow(state)) {
            return Optional.of(tooHigh());
        } else if (giving(state, role).isPresent()) {
            return giving(state, role);
        }
        return role != Role.OWNER && state.isLastOwner(target.id()) ? Optional.of(lastOwner()) : Optional.empty();
    }

    /** Owners give any role; moderators those below their own. */
    private static Optional<Decision> giving(RoomState state, Role role) {
        return rank(state) == Role.OWNER || role.compareTo(rank(state)) > 0
                ? Optional.empty()
                : Optional.of(
                        new Decision.Reject(ErrorCode.FORBIDDEN, "only a role below one's own may be given to others"));
    }

    private Decision placed(RoomState state, Actor actor, Target target, Role role) {
        Room room = state.room().orElseThrow().advanced();
        Optional<Membership> before = state.targetMember();
        Membership now = new Membership(
                target.id(), role, before.map(Membership::joinedAt).orElse(room.head()));
        String name = actor.displayName();
        Map<String, String> fields = fields(target);
        fields.put("role", lowerCase(role));
        return before.isPresent()
                ? accepted(
                        state,
                        draft(room, EventType.ROLE, actor, phrases.gaveRole(name, target.name(), role), fields),
                        room,
                        target,
                        now)
                : accepted(
                        state,
                        draft(room, EventType.INVITE, actor, phrases.said(Act.ADDED, name, target.name()), fields),
                        room.withMembers(room.members() + 1),
                        target,
                        now);
    }

    /** Ends somebody else's membership. */
    public Write remove(RemoveMember command) {
        Actor actor = command.actor();
        Target target = command.target();
        return about(command.room(), actor, target, state -> {
            Room room = state.room().orElseThrow();
            if (state.targetMember().isEmpty()) {
                return new Decision.Repeat(room, 0);
            }
            Room after = room.advanced().withMembers(Math.max(0, room.members() - 1));
            String text = phrases.said(Act.REMOVED, actor.displayName(), target.name());
            return against(state, target)
                    .orElseGet(() -> accepted(
                            state, draft(after, EventType.KICK, actor, text, fields(target)), after, target, null));
        });
    }

    /** Keeps somebody out. */
    public Write ban(BanPerson command) {
        Actor actor = command.actor();
        Target target = command.target();
        return about(command.room(), actor, target, state -> {
            Room room = state.room().orElseThrow();
            if (actor.id().equals(target.id())) {
                return new Decision.Reject(ErrorCode.FORBIDDEN, "nobody bans themselves");
            }
            if (state.isTargetBanned()) {
                return new Decision.Repeat(room, 0);
            }
            long left = state.targetMember().isPresent() ? Math.max(0, room.members() - 1) : room.members();
            Room after = room.advanced().withMembers(left).withBans(room.bans() + 1);
            String text = phrases.said(Act.BANNED, actor.displayName(), target.name());
            return against(state, target)
                    .orElseGet(() -> accepted(
                            state,
                            draft(after, EventType.BAN, actor, text, fields(target)),
                            after,
                            target,
                            new Ban(target.id(), after.head())));
        });
    }

    /** Lets somebody come again who was kept out. */
    public Write unban(UnbanPerson command) {
        Actor actor = command.actor();
        Target target = command.target();
        return about(command.room(), actor, target, state -> {
            Room room = state.room().orElseThrow();
            if (!state.isTargetBanned()) {
                return new Decision.Repeat(room, 0);
            }
            Room after = room.advanced().withBans(Math.max(0, room.bans() - 1));
            String text = phrases.said(Act.UNBANNED, actor.displayName(), target.name());
            return accepted(state, draft(after, EventType.UNBAN, actor, text, fields(target)), after, target, null);
        });
    }

    /** @throws Refusal {@code bad-request} or {@code too-large} */
    public Write change(ChangeRoom command) {
        String name = command.name();
        String topic = command.topic();
        if (name != null) {
            Form.checkName(name);
        }
        if (topic != null) {
            Form.checkTopic(topic);
        }
        if (command.visibility() == Visibility.DIRECT) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a room cannot be made a direct one");
        }
        Form.checkStorable("the user id", command.actor().id().value());
        return new Write(
                command.room(),
                command.actor(),
                Optional.empty(),
                Optional.empty(),
                (state, moment) -> PostingRules.known(
                        state, room -> notModerating(state).orElseGet(() -> described(state, room, command))));
    }

    private Decision described(RoomState state, Room room, ChangeRoom command) {
        Room after = room.advanced()
                .described(
                        or(command.name(), room.name()),
                        or(command.topic(), room.topic()),
                        command.visibility() == null ? room.visibility() : command.visibility());
        if (after.isDescribedAs(room)) {
            return new Decision.Repeat(room, 0);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (!after.name().equals(room.name())) {
            fields.put("name", after.name());
        }
        if (!after.topic().equals(room.topic())) {
            fields.put("topic", after.topic());
        }
        String by = command.actor().displayName();
        if (after.visibility() == room.visibility()) {
            return Decision.Accept.of(room)
                    .described(draft(after, EventType.ROOM, command.actor(), phrases.described(by), fields), after);
        }
        if (rank(state) != Role.OWNER) {
            return new Decision.Reject(ErrorCode.FORBIDDEN, "only owners make a room public or private");
        }
        fields.put("visibility", lowerCase(after.visibility()));
        String text = phrases.made(by, after.visibility());
        return Decision.Accept.of(room).described(draft(after, EventType.ROOM, command.actor(), text, fields), after);
    }

    private static Decision lastOwner() {
        return new Decision.Reject(ErrorCode.CONFLICT, "the room would have no owner: make another one first");
    }

    private static Write about(RoomId room, Actor actor, Target target, Function<RoomState, Decision> rule) {
        Form.checkStorable("the user id", actor.id().value());
        Form.checkStorable("the user id", target.id().value());
        return new Write(
                room,
                actor,
                Optional.empty(),
                Optional.of(target.id()),
                (state, moment) ->
                        PostingRules.known(state, found -> notModerating(state).orElseGet(() -> rule.apply(state))));
    }

    /** Why the actor changes nothing about the room or who is in it, whoever it is about. */
    private static Optional<Decision> notModerating(RoomState state) {
        if (state.room().filter(room -> room.visibility() == Visibility.DIRECT).isPresent()) {
            return Optional.of(new Decision.Reject(ErrorCode.FORBIDDEN, "a direct room stays as it is"));
        }
        return state.member()
                        .filter(member -> member.role().compareTo(Role.MODERATOR) <= 0)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Decision.Reject(ErrorCode.FORBIDDEN, "only owners and moderators of the room do this"));
    }

    /** Why the actor does nothing against this person. */
    private static Optional<Decision> against(RoomState state, Target target) {
        if (!isBelow(state)) {
            return Optional.of(tooHigh());
        }
        return state.isLastOwner(target.id()) ? Optional.of(lastOwner()) : Optional.empty();
    }

    /** Whether the actor may act on who it is about: owners on everybody, who is no member stands below everybody. */
    private static boolean isBelow(RoomState state) {
        return rank(state) == Role.OWNER
                || state.targetMember()
                        .filter(member -> member.role().compareTo(rank(state)) <= 0)
                        .isEmpty();
    }

    private static Decision tooHigh() {
        return new Decision.Reject(ErrorCode.FORBIDDEN, "this person is of the same or a higher rank");
    }

    private static Role rank(RoomState state) {
        return state.member().orElseThrow().role();
    }

    private static Decision accepted(RoomState state, Draft draft, Room after, Target target, @Nullable Standing now) {
        return Decision.Accept.of(state.room().orElseThrow())
                .changed(draft, after, target.id(), Optional.ofNullable(now));
    }

    private static Draft draft(Room after, EventType type, Actor actor, String text, Map<String, String> fields) {
        return new Draft(after.head(), type, actor, text, Optional.empty(), OptionalLong.empty(), fields);
    }

    private static Map<String, String> fields(Target target) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(Draft.TARGET_ID, target.id().value());
        fields.put("target", target.name());
        return fields;
    }

    private static String or(@Nullable String wanted, String there) {
        return wanted == null ? there : wanted;
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
