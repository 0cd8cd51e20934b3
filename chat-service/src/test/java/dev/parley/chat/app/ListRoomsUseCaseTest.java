package dev.parley.chat.app;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.NEW_YEAR;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.ListRooms;
import dev.parley.contracts.chat.ListRooms.Scope;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.RoomPage;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListRoomsUseCaseTest {
    private final MemoryStore store = new MemoryStore();
    private final ListRoomsUseCase list = new ListRoomsUseCase(store);

    private void makeRooms(int count) {
        for (int i = 0; i < count; i++) {
            RoomId id = new RoomId("room-" + (char) ('a' + i));
            await(store.append(new Batch(
                    List.of(room(id, Visibility.PUBLIC)),
                    List.of(),
                    List.of(),
                    Map.of(new MemberKey(id, ALICE.id()), Optional.of(new Membership(ALICE.id(), Role.MEMBER, 1))))));
        }
    }

    private RoomPage page(Scope scope, @Nullable String cursor, int limit) {
        return await(list.run(new ListRooms(ALICE, scope, "", cursor, limit)));
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void pagesHoldEachRoomOnce(Scope scope) {
        makeRooms(5);
        List<String> seen = new ArrayList<>();
        RoomPage page = page(scope, null, 2);
        while (page.cursor() != null) {
            page.items().forEach(view -> seen.add(view.id().value()));
            page = page(scope, page.cursor(), 2);
        }
        page.items().forEach(view -> seen.add(view.id().value()));

        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder("room-a", "room-b", "room-c", "room-d", "room-e");
    }

    @Test
    void aLimitOutOfBoundsIsBroughtWithinThem() {
        makeRooms(2);

        assertThat(page(Scope.PUBLIC, null, -1).items()).hasSize(1);
        assertThat(page(Scope.PUBLIC, null, Integer.MAX_VALUE).items())
                .extracting(RoomView::role)
                .containsExactly(Role.MEMBER, Role.MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "no cursor", "MTIz", "eDpyb29tLWE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk6cg"})
    void aCursorThatWasNotGivenOutIsABadRequest(String cursor) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> page(Scope.MINE, cursor, 2))
                .satisfies(ListRoomsUseCaseTest::isAboutTheCursor);
    }

    @Test
    void aCursorOfTheOtherScopeIsABadRequest() {
        String mine = Base64.getUrlEncoder()
                .encodeToString(
                        (NEW_YEAR.now().toEpochMilli() + ":room-a").getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> page(Scope.PUBLIC, mine, 2))
                .satisfies(ListRoomsUseCaseTest::isAboutTheCursor);
    }

    private static void isAboutTheCursor(Refusal refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.detail()).contains("cursor");
    }

    @Test
    void aQueryThatNoDatabaseTakesIsABadRequest() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> list.run(new ListRooms(ALICE, Scope.PUBLIC, "a\u0000", null, 2)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
}
