package dev.parley.chat.store;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.room;
import static dev.parley.chat.store.Events.at;
import static dev.parley.chat.store.Events.created;
import static dev.parley.chat.store.Events.entered;
import static dev.parley.chat.store.Events.event;
import static dev.parley.chat.store.Events.left;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.Ban;
import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.store.RoomStore.MineCursor;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of rooms must do. */
public interface RoomStoreContract {
    Room PUBLIC_ROOM = room(GARDEN, Visibility.PUBLIC);
    Room PRIVATE_ROOM = room(CELLAR, Visibility.PRIVATE);

    Stores stores();

    @Test
    default void aRoomIsReadAsItWasWritten() {
        Stores stores = stores();
        Room room = new Room(
                GARDEN,
                "정원 \"Garden\" 👍",
                Visibility.DIRECT,
                "it's 100 %",
                PUBLIC_ROOM.epoch(),
                0,
                7,
                2,
                PUBLIC_ROOM.createdAt());
        await(stores.log().append(created(room, ALICE, 3)));

        assertThat(await(stores.rooms().rooms(List.of(GARDEN, CELLAR))))
                .containsExactly(Map.entry(GARDEN, at(room, 3)));
    }

    @Test
    default void headsAreThoseOfTheRoomsThatExist() {
        Stores stores = stores();
        await(stores.log().append(created(PUBLIC_ROOM, ALICE, 3)));

        assertThat(await(stores.rooms().heads(List.of(GARDEN, CELLAR, new RoomId("nowhere")))))
                .containsExactly(Map.entry(GARDEN, new Position(PUBLIC_ROOM.epoch(), 3)));
    }

    @Test
    default void whoEnteredIsAMemberUntilLeaving() {
        Stores stores = stores();
        await(stores.log().append(created(PUBLIC_ROOM, ALICE, 1)));
        MemberKey alice = new MemberKey(GARDEN, ALICE.id());
        MemberKey bob = new MemberKey(GARDEN, BOB.id());

        await(stores.log().append(entered(PUBLIC_ROOM, ALICE)));
        await(stores.log().append(entered(PUBLIC_ROOM, BOB)));
        await(stores.log().append(left(PUBLIC_ROOM, BOB)));

        assertThat(await(stores.rooms().standings(Set.of(alice, bob))))
                .containsExactly(Map.entry(alice, new Membership(ALICE.id(), Role.MEMBER, 1)));
    }

    @Test
    default void aChangedMembershipReplacesTheOlderOne() {
        Stores stores = stores();
        MemberKey alice = new MemberKey(GARDEN, ALICE.id());
        Membership reader = new Membership(ALICE.id(), Role.READER, 5);
        await(stores.log().append(entered(PUBLIC_ROOM, ALICE)));

        await(stores.log().append(new Batch(List.of(), List.of(), List.of(), Map.of(alice, Optional.of(reader)))));

        assertThat(await(stores.rooms().standings(Set.of(alice)))).containsExactly(Map.entry(alice, reader));
    }

    @Test
    default void whoIsBannedIsKnownAndNoMember() {
        Stores stores = stores();
        MemberKey bob = new MemberKey(GARDEN, BOB.id());
        await(stores.log().append(created(PUBLIC_ROOM, ALICE, 1)));
        await(stores.log().append(entered(PUBLIC_ROOM, ALICE)));
        await(stores.log().append(entered(PUBLIC_ROOM, BOB)));

        Ban ban = new Ban(BOB.id(), 5);
        await(stores.log().append(new Batch(List.of(), List.of(), List.of(), Map.of(bob, Optional.of(ban)))));

        assertThat(await(stores.rooms().standings(Set.of(bob)))).containsExactly(Map.entry(bob, ban));
        assertThat(await(stores.rooms().members(GARDEN, Optional.empty(), 10)))
                .extracting(Membership::user)
                .containsExactly(ALICE.id());
        assertThat(await(stores.rooms().mine(BOB.id(), "", Optional.empty(), 10)))
                .isEmpty();
        assertThat(await(stores.rooms().publicRooms(BOB.id(), "", Optional.empty(), 10)))
                .extracting(ListedRoom::role)
                .containsExactly(Optional.empty());
    }

    @Test
    default void membersComeByIdAndOwnersAreKnown() {
        Stores stores = stores();
        Membership alice = new Membership(ALICE.id(), Role.OWNER, 0);
        Membership bob = new Membership(BOB.id(), Role.READER, 2);
        await(stores.log()
                .append(new Batch(
                        List.of(PUBLIC_ROOM),
                        List.of(),
                        List.of(),
                        Map.of(
                                new MemberKey(GARDEN, ALICE.id()), Optional.of(alice),
                                new MemberKey(GARDEN, BOB.id()), Optional.of(bob)))));

        assertThat(await(stores.rooms().members(GARDEN, Optional.empty(), 1))).containsExactly(alice);
        assertThat(await(stores.rooms().members(GARDEN, Optional.of(ALICE.id()), 9)))
                .containsExactly(bob);
        assertThat(await(stores.rooms().owners(Set.of(GARDEN, CELLAR))))
                .containsExactly(Map.entry(GARDEN, Set.of(ALICE.id())));
    }

    @Test
    default void aRoomIsDescribedAnewWhereTheBatchSaysSo() {
        Stores stores = stores();
        await(stores.log().append(created(PUBLIC_ROOM, ALICE, 1)));
        Room other = new Room(
                GARDEN, "Orchard", Visibility.PRIVATE, "Apples", PUBLIC_ROOM.epoch(), 2, 0, 3, PUBLIC_ROOM.createdAt());

        await(stores.log()
                .append(new Batch(
                        List.of(),
                        List.of(other),
                        List.of(other),
                        List.of(event(PUBLIC_ROOM, 2, ALICE)),
                        List.of(),
                        Map.of())));

        assertThat(await(stores.rooms().rooms(Set.of(GARDEN)))).containsEntry(GARDEN, other);
        assertThat(found(stores, "orch")).as("it is no public room any more").isEmpty();
    }

    @Test
    default void myRoomsComeWithTheirNewestEventNewestFirst() {
        Stores stores = stores();
        await(stores.log().append(created(PUBLIC_ROOM, ALICE, 1)));
        await(stores.log().append(created(PRIVATE_ROOM, ALICE, 5)));
        await(stores.log().append(entered(PUBLIC_ROOM, ALICE)));
        await(stores.log().append(entered(PRIVATE_ROOM, ALICE)));

        List<ListedRoom> mine = await(stores.rooms().mine(ALICE.id(), "", Optional.empty(), 10));

        assertThat(mine)
                .containsExactly(
                        new ListedRoom(
                                at(PRIVATE_ROOM, 5),
                                Optional.of(Role.MEMBER),
                                Optional.of(
                                        event(PRIVATE_ROOM, 5, ALICE).event().body()),
                                event(PRIVATE_ROOM, 5, ALICE).sentAt()),
                        new ListedRoom(
                                at(PUBLIC_ROOM, 1),
                                Optional.of(Role.MEMBER),
                                Optional.of(event(PUBLIC_ROOM, 1, ALICE).event().body()),
                                event(PUBLIC_ROOM, 1, ALICE).sentAt()));
        assertThat(await(stores.rooms().mine(BOB.id(), "", Optional.empty(), 10)))
                .isEmpty();
    }

    @Test
    default void myRoomsGoOnAfterTheCursorAlsoWhereTheyWereActiveAtTheSameTime() {
        Stores stores = stores();
        for (String id : List.of("a", "b", "c")) {
            Room room = room(new RoomId(id), Visibility.PUBLIC);
            await(stores.log().append(created(room, ALICE, 0)));
            await(stores.log().append(entered(room, ALICE)));
        }
        MineCursor afterB = new MineCursor(PUBLIC_ROOM.createdAt(), new RoomId("b"));

        assertThat(ids(await(stores.rooms().mine(ALICE.id(), "", Optional.empty(), 2))))
                .containsExactly("c", "b");
        assertThat(ids(await(stores.rooms().mine(ALICE.id(), "", Optional.of(afterB), 2))))
                .containsExactly("a");
    }

    @Test
    default void publicRoomsAreListedByIdWithTheRoleOfWhoAsks() {
        Stores stores = stores();
        await(stores.log().append(created(PRIVATE_ROOM, ALICE, 1)));
        for (String id : List.of("c", "a", "b")) {
            await(stores.log().append(created(room(new RoomId(id), Visibility.PUBLIC), ALICE, 1)));
        }
        await(stores.log().append(entered(room(new RoomId("b"), Visibility.PUBLIC), ALICE)));

        List<ListedRoom> page = await(stores.rooms().publicRooms(ALICE.id(), "", Optional.of(new RoomId("a")), 10));

        assertThat(ids(page)).containsExactly("b", "c");
        assertThat(page).extracting(ListedRoom::role).containsExactly(Optional.of(Role.MEMBER), Optional.empty());
        assertThat(ids(await(stores.rooms().publicRooms(BOB.id(), "", Optional.empty(), 2))))
                .containsExactly("a", "b");
    }

    @Test
    default void aQueryFindsAPartOfIdOrNameInAnyCaseAndWithoutWildcards() {
        Stores stores = stores();
        await(stores.log().append(created(named("one", "Größe 50%_!"), ALICE, 0)));
        await(stores.log().append(created(named("two", "한국어 방"), ALICE, 0)));

        assertThat(found(stores, "größE")).containsExactly("one");
        assertThat(found(stores, "0%_!")).containsExactly("one");
        assertThat(found(stores, "국어")).containsExactly("two");
        assertThat(found(stores, "TW")).containsExactly("two");
        assertThat(found(stores, "o_e")).isEmpty();
        assertThat(found(stores, "%")).containsExactly("one");
        assertThat(found(stores, "")).containsExactly("one", "two");
    }

    @Test
    default void theFirstRoomIsSeededOnce() {
        Stores stores = stores();
        Room second = new Room(
                GARDEN,
                "again",
                Visibility.PUBLIC,
                "",
                new dev.parley.contracts.model.Epoch("epoch-2"),
                0,
                0,
                0,
                PUBLIC_ROOM.createdAt());

        await(stores.rooms().seed(PUBLIC_ROOM));
        await(stores.rooms().seed(second));

        assertThat(await(stores.rooms().rooms(Set.of(GARDEN)))).containsEntry(GARDEN, PUBLIC_ROOM);
    }

    private static Room named(String id, String name) {
        return new Room(
                new RoomId(id), name, Visibility.PUBLIC, "", PUBLIC_ROOM.epoch(), 0, 0, 0, PUBLIC_ROOM.createdAt());
    }

    private static List<String> found(Stores stores, String query) {
        return ids(await(stores.rooms().publicRooms(ALICE.id(), query, Optional.empty(), 10)));
    }

    private static List<String> ids(List<ListedRoom> rooms) {
        return rooms.stream().map(listed -> listed.room().id().value()).toList();
    }
}
