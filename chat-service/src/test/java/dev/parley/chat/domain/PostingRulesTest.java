package dev.parley.chat.domain;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.NEW_YEAR;
import static dev.parley.chat.Vocabulary.closedRooms;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.openRooms;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingRulesTest {
    private static final Room PUBLIC_ROOM = room(GARDEN, Visibility.PUBLIC);

    private static RoomState outside(Room room) {
        return new RoomState(Optional.of(room), Optional.empty());
    }

    private static RoomState inside(Room room, Actor actor, Role role) {
        return new RoomState(Optional.of(room), Optional.of(new Membership(actor.id(), role, 3)));
    }

    private static ErrorCode rejected(Write write, RoomState state) {
        return ((Decision.Reject) write.rule().decide(state, NEW_YEAR)).code();
    }

    private static Decision.Accept accepted(Write write, RoomState state) {
        return (Decision.Accept) write.rule().decide(state, NEW_YEAR);
    }

    private static ErrorCode malformed(Supplier<Write> command) {
        try {
            throw new AssertionError("well-formed: " + command.get());
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    @Nested
    class Anywhere {
        private final PostingRules rules = closedRooms();

        @ParameterizedTest
        @EnumSource(
                value = Role.class,
                names = {"OWNER", "MODERATOR", "MEMBER"})
        void membersPost(Role role) {
            Decision.Accept accept = accepted(rules.post(post(GARDEN, ALICE, "hi")), inside(PUBLIC_ROOM, ALICE, role));

            assertThat(accept.drafts()).singleElement().satisfies(draft -> {
                assertThat(draft.type()).isEqualTo(EventType.CHAT);
                assertThat(draft.sequence()).isEqualTo(1);
                assertThat(draft.text()).isEqualTo("hi");
                assertThat(draft.author()).isEqualTo(ALICE);
            });
            assertThat(accept.room().head()).isEqualTo(1);
            assertThat(accept.membership()).isEmpty();
        }

        @Test
        void readersDoNotPost() {
            Write write = rules.post(post(GARDEN, ALICE, "hi"));

            assertThat(rejected(write, inside(PUBLIC_ROOM, ALICE, Role.READER))).isEqualTo(ErrorCode.FORBIDDEN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\n\t"})
        void aMessageSaysSomething(String text) {
            assertThat(malformed(() -> rules.post(post(GARDEN, ALICE, text)))).isEqualTo(ErrorCode.BAD_REQUEST);
        }

        @Test
        void aMessageIsAtMostAsLongAsConfigured() {
            assertThat(rules.post(post(GARDEN, ALICE, "x".repeat(20)))).isNotNull();
            assertThat(malformed(() -> rules.post(post(GARDEN, ALICE, "x".repeat(21)))))
                    .isEqualTo(ErrorCode.TOO_LARGE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\u0000b", "\ud83d", "\udc4d\ud83d", "line\nbreak"})
        void aClientMessageIdCanBeKeptAsItIs(String id) {
            assertThat(malformed(() -> rules.post(post(GARDEN, ALICE, "hi", id))))
                    .isEqualTo(ErrorCode.BAD_REQUEST);
        }

        @Test
        void aClientMessageIdMayBeAnyText() {
            assertThat(rules.post(post(GARDEN, ALICE, "hi", "메시지 👍 #1")).clientMessageId())
                    .isPresent();
        }

        @Test
        void aReplyIsToAnEvent() {
            assertThat(malformed(() -> rules.post(new PostMessage(GARDEN, ALICE, "hi", null, 0L))))
                    .isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(accepted(
                                    rules.post(new PostMessage(GARDEN, ALICE, "hi", null, 12L)),
                                    inside(PUBLIC_ROOM, ALICE, Role.MEMBER))
                            .drafts())
                    .singleElement()
                    .satisfies(draft -> assertThat(draft.replyTo()).hasValue(12));
        }

        @Test
        void joiningIsAnEventAndAMembershipFromItsSequenceOn() {
            Decision.Accept accept = accepted(rules.join(join(GARDEN, ALICE)), outside(PUBLIC_ROOM));

            assertThat(accept.drafts()).singleElement().satisfies(draft -> {
                assertThat(draft.type()).isEqualTo(EventType.JOIN);
                assertThat(draft.text()).isEqualTo("alice joined");
            });
            assertThat(accept.room().members()).isEqualTo(1);
            assertThat(accept.membership())
                    .contains(
                            new MembershipChange(ALICE.id(), Optional.of(new Membership(ALICE.id(), Role.MEMBER, 1))));
        }

        @Test
        void whoIsAMemberIsPointedToTheJoin() {
            assertThat(rules.join(join(GARDEN, ALICE)).rule().decide(inside(PUBLIC_ROOM, ALICE, Role.READER), NEW_YEAR))
                    .isEqualTo(new Decision.Repeat(PUBLIC_ROOM, 3));
        }

        @Test
        void leavingIsAnEventAndTheEndOfTheMembership() {
            Room full = PUBLIC_ROOM.advanced().withMembers(2);

            Decision.Accept accept = accepted(rules.leave(leave(GARDEN, ALICE)), inside(full, ALICE, Role.MEMBER));

            assertThat(accept.drafts()).singleElement().satisfies(draft -> {
                assertThat(draft.type()).isEqualTo(EventType.LEAVE);
                assertThat(draft.sequence()).isEqualTo(2);
                assertThat(draft.text()).isEqualTo("alice left");
            });
            assertThat(accept.room().members()).isEqualTo(1);
            assertThat(accept.membership()).contains(new MembershipChange(ALICE.id(), Optional.empty()));
        }

        @Test
        void whoIsNoMemberIsPointedToTheHeadOnLeaving() {
            Room room = PUBLIC_ROOM.advanced();

            assertThat(rules.leave(leave(GARDEN, ALICE)).rule().decide(outside(room), NEW_YEAR))
                    .isEqualTo(new Decision.Repeat(room, 1));
        }

        @Test
        void whoMakesARoomOwnsItAndItsLogIsEmpty() {
            Decision.Accept accept =
                    accepted(rules.create(createRoom(GARDEN, ALICE, Visibility.PRIVATE)), RoomState.NOTHING);

            assertThat(accept.room().head()).isZero();
            assertThat(accept.room().members()).isEqualTo(1);
            assertThat(accept.room().visibility()).isEqualTo(Visibility.PRIVATE);
            assertThat(accept.room().epoch()).isEqualTo(NEW_YEAR.freshEpoch());
            assertThat(accept.drafts()).isEmpty();
            assertThat(accept.membership())
                    .contains(new MembershipChange(ALICE.id(), Optional.of(new Membership(ALICE.id(), Role.OWNER, 0))));
        }

        @Test
        void aTakenRoomIdIsAConflict() {
            assertThat(rejected(rules.create(createRoom(GARDEN, BOB, Visibility.PUBLIC)), outside(PUBLIC_ROOM)))
                    .isEqualTo(ErrorCode.CONFLICT);
        }

        @Test
        void aRoomHasANameOfABoundedLength() {
            assertThat(malformed(() -> rules.create(new CreateRoom(GARDEN, ALICE, " ", Visibility.PUBLIC, ""))))
                    .isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(malformed(
                            () -> rules.create(new CreateRoom(GARDEN, ALICE, "x".repeat(129), Visibility.PUBLIC, ""))))
                    .isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(malformed(() ->
                            rules.create(new CreateRoom(GARDEN, ALICE, "x", Visibility.PUBLIC, "x".repeat(1001)))))
                    .isEqualTo(ErrorCode.TOO_LARGE);
        }

        @ParameterizedTest
        @EnumSource(
                value = Visibility.class,
                names = {"PRIVATE", "DIRECT"})
        void toStrangersAHiddenRoomIsAsOneThatDoesNotExist(Visibility visibility) {
            Room hidden = room(GARDEN, visibility);
            for (PostingRules either : new PostingRules[] {closedRooms(), openRooms()}) {
                for (Write write : new Write[] {
                    either.post(post(GARDEN, ALICE, "hi")),
                    either.join(join(GARDEN, ALICE)),
                    either.leave(leave(GARDEN, ALICE)),
                    either.open(GARDEN, ALICE)
                }) {
                    Decision forHidden = write.rule().decide(outside(hidden), NEW_YEAR);

                    assertThat(forHidden).isEqualTo(Decision.notFound());
                }
            }
        }
    }

    @Nested
    class WhereRoomsAreClosed {
        private final PostingRules rules = closedRooms();

        @Test
        void nothingComesIntoBeingByBeingUsed() {
            assertThat(rejected(rules.post(post(GARDEN, ALICE, "hi")), RoomState.NOTHING))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(rejected(rules.join(join(GARDEN, ALICE)), RoomState.NOTHING))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(rejected(rules.open(GARDEN, ALICE), RoomState.NOTHING)).isEqualTo(ErrorCode.NOT_FOUND);
        }

        @Test
        void oneJoinsBeforeOnePosts() {
            assertThat(rules.post(post(GARDEN, ALICE, "hi")).rule().decide(outside(PUBLIC_ROOM), NEW_YEAR))
                    .isEqualTo(new Decision.Reject(ErrorCode.FORBIDDEN, "join the room before posting"));
        }
    }

    @Nested
    class WhereRoomsAreOpen {
        private final PostingRules rules = openRooms();

        @Test
        void aFirstMessageMakesThePublicRoomAndJoinsItsAuthor() {
            Decision.Accept accept = accepted(rules.post(post(GARDEN, ALICE, "hi")), RoomState.NOTHING);

            assertThat(accept.drafts()).extracting(Draft::type).containsExactly(EventType.JOIN, EventType.CHAT);
            assertThat(accept.drafts()).extracting(Draft::sequence).containsExactly(1L, 2L);
            assertThat(accept.room().head()).isEqualTo(2);
            assertThat(accept.room().isPublic()).isTrue();
            assertThat(accept.room().name()).isEqualTo("garden");
            assertThat(accept.membership())
                    .contains(
                            new MembershipChange(ALICE.id(), Optional.of(new Membership(ALICE.id(), Role.MEMBER, 1))));
        }

        @Test
        void aReaderStillDoesNotPost() {
            assertThat(rejected(rules.post(post(GARDEN, ALICE, "hi")), inside(PUBLIC_ROOM, ALICE, Role.READER)))
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }

        @Test
        void theFirstWhoJoinsIsNotTheOwner() {
            Decision.Accept accept = accepted(rules.join(join(GARDEN, ALICE)), RoomState.NOTHING);

            assertThat(accept.membership().orElseThrow().now())
                    .map(standing -> ((Membership) standing).role())
                    .contains(Role.MEMBER);
        }

        @Test
        void aRoomThatIsOnlyHeardOfIsEmpty() {
            Decision.Accept accept = accepted(rules.open(GARDEN, ALICE), RoomState.NOTHING);

            assertThat(accept.drafts()).isEmpty();
            assertThat(accept.room().members()).isZero();
        }

        @Test
        void nobodyLeavesARoomThatIsNot() {
            assertThat(rejected(rules.leave(leave(GARDEN, ALICE)), RoomState.NOTHING))
                    .isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void noticesAreInTheLanguageOfTheInstallation() {
        PostingRules korean = new PostingRules(new PostingRules.Options(true, 20, Phrases.KO));

        Draft joined = accepted(korean.join(join(GARDEN, ALICE)), outside(PUBLIC_ROOM))
                .drafts()
                .get(0);
        Draft left = accepted(korean.leave(leave(GARDEN, ALICE)), inside(PUBLIC_ROOM, ALICE, Role.MEMBER))
                .drafts()
                .get(0);

        assertThat(joined.text()).isEqualTo("alice님이 입장하셨습니다.");
        assertThat(left.text()).isEqualTo("alice님이 퇴장하셨습니다.");
    }

    @Test
    void aSequenceIsNeverNegative() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Membership(ALICE.id(), Role.MEMBER, -1));
    }
}
