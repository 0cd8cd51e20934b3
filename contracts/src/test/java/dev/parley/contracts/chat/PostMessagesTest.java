package dev.parley.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostMessagesTest {
    private static final Actor ALICE = new Actor(new UserId("u-1"), "alice", "Alice", Set.of());
    private static final PostMessage TO_GARDEN = to("garden");

    private static PostMessage to(String room) {
        return new PostMessage(new RoomId(room), ALICE, "hi", null, null);
    }

    private static ErrorCode refused(List<PostMessage> messages) {
        try {
            throw new AssertionError("made: " + new PostMessages(messages));
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    @Test
    void theyGoToTheRoomOfTheFirst() {
        assertThat(new PostMessages(List.of(TO_GARDEN, TO_GARDEN)).room()).isEqualTo(new RoomId("garden"));
    }

    @Test
    void theyAreSomeAndAllOfOneRoom() {
        assertThat(refused(List.of())).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused(List.of(TO_GARDEN, to("cellar")))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void thereIsAnEndToThem() {
        assertThat(new PostMessages(Collections.nCopies(PostMessages.MAX, TO_GARDEN)).messages())
                .hasSize(PostMessages.MAX);
        assertThat(refused(Collections.nCopies(PostMessages.MAX + 1, TO_GARDEN)))
                .isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void theyMayBeSaidAgainOnlyWhereEachHasANameByWhichItIsStoredOnce() {
        PostMessage named = new PostMessage(new RoomId("garden"), ALICE, "hi", new ClientMessageId("a1"), null);

        assertThat(named.isRepeatable()).isTrue();
        assertThat(TO_GARDEN.isRepeatable()).isFalse();
        assertThat(new PostMessages(List.of(named, named)).isRepeatable()).isTrue();
        assertThat(new PostMessages(List.of(named, TO_GARDEN)).isRepeatable()).isFalse();
    }

    @Test
    void whatIsSaidIsNotPrinted() {
        PostMessage secret = new PostMessage(new RoomId("garden"), ALICE, "the key is under the mat", null, null);

        assertThat(new PostMessages(List.of(secret))).asString().doesNotContain("mat");
    }
}
