package dev.parley.chat.store;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.room;
import static dev.parley.chat.store.Events.advanced;
import static dev.parley.chat.store.Events.at;
import static dev.parley.chat.store.Events.created;
import static dev.parley.chat.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.Room;
import dev.parley.chat.store.MessageLog.Appended;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every log must do. */
public interface MessageLogContract {
    Room ROOM = room(GARDEN, Visibility.PUBLIC);
    Optional<ClientMessageId> FIRST_ID = Optional.of(new ClientMessageId("u-1"));

    Stores stores();

    @Test
    default void whatWasAppendedIsReadAsItWasWritten() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 2)));

        EventPage page = await(log.read(GARDEN, Window.after(0, 10)));

        assertThat(page.events())
                .containsExactly(
                        event(ROOM, 1, ALICE).event(), event(ROOM, 2, ALICE).event());
        assertThat(page.hasMore()).isFalse();
    }

    @Test
    default void aSequenceIsTakenOnce() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 2)));

        Appended second = await(log.append(advanced(ROOM, event(ROOM, 2, BOB))));

        assertThat(second).isEqualTo(Appended.CONFLICT);
        assertThat(await(log.at(GARDEN, new Position(ROOM.epoch(), 2))))
                .map(StoredEvent::author)
                .contains(ALICE.id());
    }

    @Test
    default void nothingOfABatchThatConflictsIsWritten() {
        Stores stores = stores();
        await(stores.log().append(created(ROOM, ALICE, 2)));
        Room other = room(CELLAR, Visibility.PUBLIC);
        Batch batch = new Batch(
                List.of(at(other, 1)),
                List.of(at(ROOM, 2)),
                List.of(event(other, 1, BOB), event(ROOM, 2, BOB)),
                Events.entered(other, BOB).members());

        Appended appended = await(stores.log().append(batch));

        assertThat(appended).isEqualTo(Appended.CONFLICT);
        assertThat(await(stores.rooms().rooms(Set.of(CELLAR)))).isEmpty();
        assertThat(await(stores.rooms().standings(batch.members().keySet()))).isEmpty();
        assertThat(await(stores.log().read(CELLAR, Window.after(0, 1))).events())
                .isEmpty();
    }

    @Test
    default void anOwnerThatDidNotNoticeThatTheLogWasReplacedWritesNothing() {
        Stores stores = stores();
        await(stores.log().append(created(ROOM, ALICE, 1)));
        Room before =
                new Room(GARDEN, "before", Visibility.PUBLIC, "", new Epoch("epoch-0"), 0, 0, 0, ROOM.createdAt());
        Batch late = advanced(before, event(before, 7, BOB, FIRST_ID));

        Appended appended = await(stores.log().append(late));

        assertThat(appended).isEqualTo(Appended.CONFLICT);
        assertThat(await(stores.log().at(GARDEN, new Position(before.epoch(), 7))))
                .isEmpty();
        assertThat(await(stores.rooms().rooms(Set.of(GARDEN)))).containsEntry(GARDEN, at(ROOM, 1));
    }

    @Test
    default void aBatchAdvancesEveryRoomOfIt() {
        Stores stores = stores();
        Room other = room(CELLAR, Visibility.PUBLIC);
        await(stores.log().append(created(ROOM, ALICE, 1)));
        await(stores.log().append(created(other, ALICE, 1)));

        Appended appended = await(stores.log()
                .append(new Batch(
                        List.of(),
                        List.of(at(ROOM, 2), at(other, 2)),
                        List.of(event(ROOM, 2, BOB), event(other, 2, BOB)),
                        Map.of())));

        assertThat(appended).isEqualTo(Appended.COMMITTED);
        assertThat(await(stores.rooms().heads(List.of(GARDEN, CELLAR))).values())
                .extracting(Position::sequence)
                .containsExactly(2L, 2L);
    }

    @Test
    default void aRoomIsCreatedOnce() {
        Stores stores = stores();
        await(stores.log().append(created(ROOM, ALICE, 1)));
        Room second =
                new Room(GARDEN, "another", Visibility.PRIVATE, "", new Epoch("epoch-2"), 0, 0, 0, ROOM.createdAt());

        Appended appended = await(stores.log().append(new Batch(List.of(second), List.of(), List.of(), Map.of())));

        assertThat(appended).isEqualTo(Appended.CONFLICT);
        assertThat(await(stores.rooms().rooms(Set.of(GARDEN)))).containsEntry(GARDEN, at(ROOM, 1));
    }

    @Test
    default void aClientMessageIdIsTakenOnceByEachAuthor() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 0)));
        await(log.append(advanced(ROOM, event(ROOM, 1, ALICE, FIRST_ID))));

        Appended again = await(log.append(advanced(ROOM, event(ROOM, 2, ALICE, FIRST_ID))));
        Appended ofAnother = await(log.append(advanced(ROOM, event(ROOM, 2, BOB, FIRST_ID))));

        assertThat(again).isEqualTo(Appended.CONFLICT);
        assertThat(ofAnother).isEqualTo(Appended.COMMITTED);
    }

    @Test
    default void theFirstEventOfAClientMessageIdIsFound() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 0)));
        StoredEvent sent = event(ROOM, 1, ALICE, FIRST_ID);
        await(log.append(advanced(ROOM, sent)));
        ClientKey known = new ClientKey(GARDEN, ALICE.id(), FIRST_ID.orElseThrow());
        List<ClientKey> asked = new ArrayList<>(List.of(known));
        for (int i = 0; i < 4; i++) {
            asked.add(new ClientKey(GARDEN, BOB.id(), new ClientMessageId("unknown-" + i)));
        }

        assertThat(await(log.find(asked))).containsExactly(Map.entry(known, sent));
    }

    @Test
    default void whatLooksLikeSqlIsOnlyText() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 0)));
        ClientMessageId hostile = new ClientMessageId("'); DROP TABLE chat_events; -- #{v0} $1 ?");
        StoredEvent sent = event(ROOM, 1, ALICE, Optional.of(hostile));
        await(log.append(advanced(ROOM, sent)));
        ClientKey key = new ClientKey(GARDEN, ALICE.id(), hostile);

        assertThat(await(log.find(List.of(key)))).containsExactly(Map.entry(key, sent));
    }

    @Test
    default void aWindowAfterASequenceIsReadFromItsOlderEnd() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 9)));

        EventPage page = await(log.read(GARDEN, Window.after(3, 4)));

        assertThat(sequences(page)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(page.hasMore()).isTrue();
        assertThat(await(log.read(GARDEN, Window.after(5, 4))).hasMore()).isFalse();
    }

    @Test
    default void aWindowWithoutAfterHoldsTheNewest() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 9)));

        EventPage newest = await(log.read(GARDEN, new Window(OptionalLong.empty(), OptionalLong.empty(), 3)));
        EventPage before = await(log.read(GARDEN, new Window(OptionalLong.empty(), OptionalLong.of(4), 3)));

        assertThat(sequences(newest)).containsExactly(7L, 8L, 9L);
        assertThat(newest.hasMore()).isTrue();
        assertThat(sequences(before)).containsExactly(1L, 2L, 3L);
        assertThat(before.hasMore()).isFalse();
    }

    @Test
    default void aWindowBetweenTwoSequencesIsReadFromItsOlderEnd() {
        MessageLog log = stores().log();
        await(log.append(created(ROOM, ALICE, 9)));

        EventPage page = await(log.read(GARDEN, new Window(OptionalLong.of(2), OptionalLong.of(8), 3)));

        assertThat(sequences(page)).containsExactly(3L, 4L, 5L);
        assertThat(page.hasMore()).isTrue();
    }

    private static List<Long> sequences(EventPage page) {
        return page.events().stream().map(LoggedEvent::sequence).toList();
    }
}
