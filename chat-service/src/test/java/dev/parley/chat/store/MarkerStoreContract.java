package dev.parley.chat.store;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.room;
import static dev.parley.chat.store.Events.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.Room;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of markers must do. */
public interface MarkerStoreContract {
    Room MARKED = room(GARDEN, Visibility.PUBLIC);
    DurableName PHONE = new DurableName("it's my ''phone''");
    DurableName TABLET = new DurableName("태블릿");
    long TODAY = 20_000;

    Stores stores();

    MarkerStore markers();

    /** The garden, with some events. */
    private MarkerStore furnished() {
        await(stores().log().append(created(MARKED, ALICE, 5)));
        return markers();
    }

    private static MarkerKey of(RoomId room, UserId user, DurableName name) {
        return new MarkerKey(user, room, Optional.of(name));
    }

    private static Position at(long sequence) {
        return new Position(MARKED.epoch(), sequence);
    }

    private static void move(MarkerStore markers, DurableName name, Position position) {
        await(markers.move(Map.of(of(GARDEN, ALICE.id(), name), position), TODAY));
    }

    private static Map<DurableName, Position> ofAlice(MarkerStore markers) {
        return await(markers.named(GARDEN, ALICE.id()));
    }

    @Test
    default void thoseOfAPersonAreForgottenAndNoOthers() {
        MarkerStore markers = furnished();
        Map<MarkerKey, Position> all = new LinkedHashMap<>();
        all.put(of(GARDEN, ALICE.id(), PHONE), at(2));
        all.put(of(GARDEN, BOB.id(), PHONE), at(4));
        await(markers.move(all, TODAY));

        await(markers.forget(ALICE.id()));

        assertThat(ofAlice(markers)).isEmpty();
        assertThat(await(markers.named(GARDEN, BOB.id()))).isEqualTo(Map.of(PHONE, at(4)));
    }

    @Test
    default void markersAreOfOnePersonOneRoomAndOneName() {
        MarkerStore markers = furnished();
        Map<MarkerKey, Position> all = new LinkedHashMap<>();
        all.put(of(GARDEN, ALICE.id(), PHONE), at(2));
        all.put(of(GARDEN, ALICE.id(), TABLET), at(3));
        all.put(of(GARDEN, BOB.id(), PHONE), at(4));
        all.put(new MarkerKey(ALICE.id(), GARDEN, Optional.empty()), at(5));

        await(markers.move(all, TODAY));

        assertThat(ofAlice(markers)).isEqualTo(Map.of(PHONE, at(2), TABLET, at(3)));
        assertThat(await(markers.named(GARDEN, BOB.id()))).isEqualTo(Map.of(PHONE, at(4)));
        assertThat(await(markers.named(CELLAR, ALICE.id()))).isEmpty();
    }

    @Test
    default void aMarkerNeverGoesBack() {
        MarkerStore markers = furnished();

        move(markers, PHONE, at(3));
        move(markers, PHONE, at(2));
        assertThat(ofAlice(markers)).containsEntry(PHONE, at(3));

        move(markers, PHONE, at(4));
        assertThat(ofAlice(markers)).containsEntry(PHONE, at(4));
    }

    @Test
    default void aMarkerOfAnotherLogOrOfNoRoomIsLeftAlone() {
        MarkerStore markers = furnished();
        move(markers, PHONE, at(1));

        move(markers, PHONE, new Position(new Epoch("before"), 40));
        await(markers.move(Map.of(of(CELLAR, ALICE.id(), PHONE), at(1)), TODAY));

        assertThat(ofAlice(markers)).isEqualTo(Map.of(PHONE, at(1)));
        assertThat(await(markers.named(CELLAR, ALICE.id()))).isEmpty();
    }

    @Test
    default void whatIsNotUsedForLongIsForgottenAndWhatIsUsedStays() {
        MarkerStore markers = furnished();
        move(markers, PHONE, at(1));
        await(markers.move(Map.of(of(GARDEN, ALICE.id(), TABLET), at(1)), TODAY - 30));
        await(markers.move(Map.of(of(GARDEN, BOB.id(), TABLET), at(1)), TODAY - 30));
        await(markers.move(Map.of(of(GARDEN, BOB.id(), PHONE), at(1)), TODAY - 30));
        await(markers.move(Map.of(of(GARDEN, BOB.id(), PHONE), at(1)), TODAY));

        assertThat(await(markers.forgetUnused(TODAY - 30, 10))).isZero();
        assertThat(await(markers.forgetUnused(TODAY, 1))).isEqualTo(1);
        assertThat(await(markers.forgetUnused(TODAY, 10))).isEqualTo(1);

        assertThat(ofAlice(markers)).containsOnlyKeys(PHONE);
        assertThat(await(markers.named(GARDEN, BOB.id()))).containsOnlyKeys(PHONE);
    }
}
