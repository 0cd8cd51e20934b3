package dev.parley.chat.domain;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CAROL;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.NEW_YEAR;
import static dev.parley.chat.Vocabulary.closedRooms;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.openRooms;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Alice acts, on Bob; Carol is another owner. */
class MemberRulesTest {
    private static final Room ROOM = room(GARDEN, Visibility.PUBLIC).withMembers(5);
    private static final Target BOB_SHOWN = new Target(BOB.id(), "Bob");
    private static final Target HERSELF = new Target(ALICE.id(), "Alice");

    private final MemberRules rules = closedRooms().ofMembers();

    private static Optional<Standing> as(Actor who, @Nullable Role role) {
        return Optional.ofNullable(role).map(given -> new Membership(who.id(), given, 3));
    }

    private static Optional<Standing> banned(Actor who) {
        return Optional.of(new Ban(who.id(), 3));
    }

    /** What alice and bob are, beside the owner carol. */
    private static RoomState state(Optional<Standing> alice, Optional<Standing> bob) {
        return new RoomState(Optional.of(ROOM), alice, bob, Set.of(CAROL.id()));
    }

    private static RoomState ownedBy(RoomState state, Actor owner) {
        return new RoomState(state.room(), state.actor(), state.target(), Set.of(owner.id()));
    }

    private static RoomState in(Room room, RoomState state) {
        return new RoomState(Optional.of(room), state.actor(), state.target(), state.owners());
    }

    private static String outcome(Write write, RoomState state) {
        Decision decision = write.rule().decide(state, NEW_YEAR);
        if (decision instanceof Decision.Accept accept) {
            return accept.drafts().get(0).type().name();
        }
        return decision instanceof Decision.Reject reject ? reject.code().code() : "repeat";
    }

    private static Decision.Accept accepted(Write write, RoomState state) {
        return (Decision.Accept) write.rule().decide(state, NEW_YEAR);
    }

    private Write kick() {
        return rules.remove(new RemoveMember(GARDEN, ALICE, BOB_SHOWN));
    }

    private Write ban() {
        return rules.ban(new BanPerson(GARDEN, ALICE, BOB_SHOWN));
    }

    private Write unban() {
        return rules.unban(new UnbanPerson(GARDEN, ALICE, BOB_SHOWN));
    }

    private Write put(Role role) {
        return rules.put(new PutMember(GARDEN, ALICE, BOB_SHOWN, role));
    }

    private Write change(@Nullable String name, @Nullable String topic, @Nullable Visibility visibility) {
        return rules.change(new ChangeRoom(GARDEN, ALICE, name, topic, visibility));
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,     OWNER,     KICK,      BAN",
        "OWNER,     MODERATOR, KICK,      BAN",
        "OWNER,     MEMBER,    KICK,      BAN",
        "OWNER,     READER,    KICK,      BAN",
        "OWNER,     ,          repeat,    BAN",
        "MODERATOR, OWNER,     forbidden, forbidden",
        "MODERATOR, MODERATOR, forbidden, forbidden",
        "MODERATOR, MEMBER,    KICK,      BAN",
        "MODERATOR, READER,    KICK,      BAN",
        "MODERATOR, ,          repeat,    BAN",
        "MEMBER,    READER,    forbidden, forbidden",
        "MEMBER,    MEMBER,    forbidden, forbidden",
        "MEMBER,    ,          forbidden, forbidden",
        "READER,    READER,    forbidden, forbidden",
        ",          MEMBER,    forbidden, forbidden",
    })
    void whoRemovesAndBansWhom(@Nullable Role alice, @Nullable Role bob, String kicked, String banned) {
        RoomState state = state(as(ALICE, alice), as(BOB, bob));

        assertThat(outcome(kick(), state)).isEqualTo(kicked);
        assertThat(outcome(ban(), state)).isEqualTo(banned);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,     ,          OWNER,     INVITE",
        "OWNER,     ,          READER,    INVITE",
        "OWNER,     MEMBER,    OWNER,     ROLE",
        "OWNER,     OWNER,     MEMBER,    ROLE",
        "OWNER,     READER,    READER,    repeat",
        "MODERATOR, ,          MEMBER,    INVITE",
        "MODERATOR, ,          READER,    INVITE",
        "MODERATOR, ,          MODERATOR, forbidden",
        "MODERATOR, ,          OWNER,     forbidden",
        "MODERATOR, READER,    MEMBER,    ROLE",
        "MODERATOR, MEMBER,    MODERATOR, forbidden",
        "MODERATOR, MODERATOR, MEMBER,    forbidden",
        "MODERATOR, OWNER,     READER,    forbidden",
        "MEMBER,    ,          MEMBER,    forbidden",
        "MEMBER,    READER,    MEMBER,    forbidden",
        "READER,    ,          READER,    forbidden",
        ",          ,          MEMBER,    forbidden",
    })
    void whoGivesWhomWhichRole(@Nullable Role alice, @Nullable Role bob, Role given, String outcome) {
        assertThat(outcome(put(given), state(as(ALICE, alice), as(BOB, bob)))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,     MODERATOR, ROLE",
        "OWNER,     READER,    ROLE",
        "MODERATOR, MEMBER,    ROLE",
        "MODERATOR, OWNER,     forbidden",
        "MEMBER,    READER,    forbidden",
    })
    void oneselfOneMayOnlyDemote(Role before, Role after, String outcome) {
        Write write = rules.put(new PutMember(GARDEN, ALICE, HERSELF, after));

        assertThat(outcome(write, state(as(ALICE, before), as(ALICE, before)))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,     name,   ROOM",
        "OWNER,     public, repeat",
        "OWNER,     private, ROOM",
        "MODERATOR, name,   ROOM",
        "MODERATOR, private, forbidden",
        "MEMBER,    name,   forbidden",
        "READER,    name,   forbidden",
        ",          name,   forbidden",
    })
    void whoChangesTheRoom(@Nullable Role alice, String what, String outcome) {
        Write write = what.equals("name")
                ? change("Orchard", null, null)
                : change(null, null, what.equals("public") ? Visibility.PUBLIC : Visibility.PRIVATE);

        assertThat(outcome(write, state(as(ALICE, alice), Optional.empty()))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void inADirectRoomNobodyDoesAnyOfIt(Role role) {
        RoomState state = in(room(GARDEN, Visibility.DIRECT), state(as(ALICE, role), as(BOB, Role.READER)));

        assertThat(outcome(kick(), state)).isEqualTo("forbidden");
        assertThat(outcome(ban(), state)).isEqualTo("forbidden");
        assertThat(outcome(unban(), state)).isEqualTo("forbidden");
        assertThat(outcome(put(Role.MEMBER), state)).isEqualTo("forbidden");
        assertThat(outcome(change("Us", null, null), state)).isEqualTo("forbidden");
    }

    @Test
    void ofAPrivateRoomOthersDoNotEvenKnow() {
        for (Optional<Standing> outsider : java.util.List.of(Optional.<Standing>empty(), banned(ALICE))) {
            RoomState state = in(room(GARDEN, Visibility.PRIVATE), state(outsider, as(BOB, Role.MEMBER)));

            assertThat(outcome(kick(), state)).isEqualTo("not-found");
            assertThat(outcome(ban(), state)).isEqualTo("not-found");
            assertThat(outcome(unban(), state)).isEqualTo("not-found");
            assertThat(outcome(put(Role.MEMBER), state)).isEqualTo("not-found");
            assertThat(outcome(change("Ours", null, null), state)).isEqualTo("not-found");
        }
    }

    @Nested
    class TheLastOwner {
        private final RoomState herOwn = ownedBy(state(as(ALICE, Role.OWNER), as(ALICE, Role.OWNER)), ALICE);

        @Test
        void doesNotStepDownAndIsFreeToLeave() {
            assertThat(outcome(closedRooms().leave(leave(GARDEN, ALICE)), herOwn))
                    .isEqualTo("LEAVE");
            assertThat(outcome(rules.put(new PutMember(GARDEN, ALICE, HERSELF, Role.MEMBER)), herOwn))
                    .isEqualTo("conflict");
        }

        @Test
        void stepsDownOnceThereIsAnother() {
            RoomState both =
                    new RoomState(herOwn.room(), herOwn.actor(), herOwn.target(), Set.of(ALICE.id(), CAROL.id()));

            assertThat(outcome(rules.put(new PutMember(GARDEN, ALICE, HERSELF, Role.MEMBER)), both))
                    .isEqualTo("ROLE");
        }

        /** As where two owners demote each other at the same time: the second is decided on what the first has left. */
        @Test
        void isNotRemovedByWhoWasOneToo() {
            RoomState state = ownedBy(state(as(ALICE, Role.OWNER), as(BOB, Role.OWNER)), BOB);

            assertThat(outcome(kick(), state)).isEqualTo("conflict");
            assertThat(outcome(ban(), state)).isEqualTo("conflict");
            assertThat(outcome(put(Role.MEMBER), state)).isEqualTo("conflict");
        }
    }

    @Nested
    class TheBanned {
        private final RoomState bobBanned = state(as(ALICE, Role.OWNER), banned(BOB));

        @Test
        void areNotAddedBeforeTheBanIsLifted() {
            assertThat(outcome(put(Role.MEMBER), bobBanned)).isEqualTo("conflict");
            assertThat(outcome(unban(), bobBanned)).isEqualTo("UNBAN");
        }

        @Test
        void stayBannedAndAreNoMembersToRemove() {
            assertThat(outcome(ban(), bobBanned)).isEqualTo("repeat");
            assertThat(outcome(kick(), bobBanned)).isEqualTo("repeat");
        }

        @Test
        void neitherJoinNorPostNorRead() {
            RoomState state = new RoomState(Optional.of(ROOM), banned(BOB));

            for (PostingRules some : java.util.List.of(openRooms(), closedRooms())) {
                assertThat(outcome(some.join(join(GARDEN, BOB)), state)).isEqualTo("forbidden");
                assertThat(outcome(some.post(post(GARDEN, BOB, "hi")), state)).isEqualTo("forbidden");
            }
            assertThat(state.barred()).map(Decision.Reject::code).contains(ErrorCode.FORBIDDEN);
        }

        @Test
        void doNotEvenKnowOfAPrivateRoom() {
            RoomState state = new RoomState(Optional.of(room(GARDEN, Visibility.PRIVATE)), banned(BOB));

            assertThat(outcome(openRooms().join(join(GARDEN, BOB)), state)).isEqualTo("not-found");
            assertThat(outcome(openRooms().post(post(GARDEN, BOB, "hi")), state))
                    .isEqualTo("not-found");
        }
    }

    @Test
    void nobodyBansThemselves() {
        Write write = rules.ban(new BanPerson(GARDEN, ALICE, HERSELF));

        assertThat(outcome(write, state(as(ALICE, Role.OWNER), as(ALICE, Role.OWNER))))
                .isEqualTo("forbidden");
    }

    @Test
    void whoIsNotBannedIsNotUnbanned() {
        assertThat(outcome(unban(), state(as(ALICE, Role.OWNER), Optional.empty())))
                .isEqualTo("repeat");
    }

    @Test
    void aRemovalIsAnEventAboutSomebodyAndLeavesOneMemberLess() {
        Decision.Accept accept = accepted(kick(), state(as(ALICE, Role.MODERATOR), as(BOB, Role.MEMBER)));

        assertThat(accept.drafts()).singleElement().satisfies(draft -> {
            assertThat(draft.type()).isEqualTo(EventType.KICK);
            assertThat(draft.sequence()).isEqualTo(1);
            assertThat(draft.author()).isEqualTo(ALICE);
            assertThat(draft.text()).isEqualTo("alice removed Bob");
            assertThat(draft.fields()).isEqualTo(Map.of("targetId", BOB.id().value(), "target", "Bob"));
        });
        assertThat(accept.room()).isEqualTo(ROOM.advanced().withMembers(4));
        assertThat(accept.membership()).contains(new MembershipChange(BOB.id(), Optional.empty()));
    }

    @Test
    void aBanKeepsOutAndEndsAMembership() {
        Decision.Accept ofMember = accepted(ban(), state(as(ALICE, Role.OWNER), as(BOB, Role.MEMBER)));
        Decision.Accept ofOther = accepted(ban(), state(as(ALICE, Role.OWNER), Optional.empty()));

        assertThat(ofMember.room()).isEqualTo(ROOM.advanced().withMembers(4).withBans(1));
        assertThat(ofOther.room()).isEqualTo(ROOM.advanced().withBans(1));
        assertThat(ofMember.membership()).contains(new MembershipChange(BOB.id(), Optional.of(new Ban(BOB.id(), 1))));
    }

    @Test
    void whoIsAddedIsAMemberAtOnceAndWhoGetsARoleStaysSinceBefore() {
        Decision.Accept added = accepted(put(Role.READER), state(as(ALICE, Role.OWNER), Optional.empty()));
        Decision.Accept changed = accepted(put(Role.MODERATOR), state(as(ALICE, Role.OWNER), as(BOB, Role.MEMBER)));

        assertThat(added.room()).isEqualTo(ROOM.advanced().withMembers(6));
        assertThat(added.membership())
                .contains(new MembershipChange(BOB.id(), Optional.of(new Membership(BOB.id(), Role.READER, 1))));
        assertThat(added.drafts().get(0).fields()).containsEntry("role", "reader");
        assertThat(changed.room()).isEqualTo(ROOM.advanced());
        assertThat(changed.membership())
                .contains(new MembershipChange(BOB.id(), Optional.of(new Membership(BOB.id(), Role.MODERATOR, 3))));
        assertThat(changed.drafts().get(0).text()).isEqualTo("alice made Bob a moderator");
    }

    @Test
    void aChangeOfTheRoomSaysOnlyWhatHasChanged() {
        RoomState state = state(as(ALICE, Role.OWNER), Optional.empty());
        Decision.Accept hidden = accepted(change(ROOM.name(), "Roses", Visibility.PRIVATE), state);
        Decision.Accept renamed = accepted(change("Orchard", null, null), state);

        assertThat(hidden.room()).isEqualTo(ROOM.advanced().described(ROOM.name(), "Roses", Visibility.PRIVATE));
        assertThat(hidden.drafts().get(0).fields()).isEqualTo(Map.of("topic", "Roses", "visibility", "private"));
        assertThat(hidden.drafts().get(0).text()).isEqualTo("alice made the room private");
        assertThat(renamed.drafts().get(0).fields()).isEqualTo(Map.of("name", "Orchard"));
        assertThat(renamed.drafts().get(0).text()).isEqualTo("alice changed the room");
    }

    @Test
    void aRoomCannotBeCalledAnythingNorBeMadeADirectOne() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> change(" ", null, null));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> change("a\nb", null, null));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> change(null, "x".repeat(1001), null));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> change(null, null, Visibility.DIRECT));
    }

    @Test
    void theTextsAreInTheLanguageOfTheInstallation() {
        MemberRules korean = new MemberRules(Phrases.KO);
        RoomState state = state(as(ALICE, Role.OWNER), as(BOB, Role.MEMBER));
        Target guest = new Target(new UserId("g"), "");

        assertThat(accepted(korean.remove(new RemoveMember(GARDEN, ALICE, BOB_SHOWN)), state)
                        .drafts()
                        .get(0)
                        .text())
                .isEqualTo("alice님이 Bob님을 내보냈습니다.");
        assertThat(accepted(rules.ban(new BanPerson(GARDEN, ALICE, guest)), state)
                        .drafts()
                        .get(0)
                        .text())
                .isEqualTo("alice banned a guest");
    }
}
