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

import dev.parley.chat.domain.Erased;
import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store does of what people left in rooms. */
public interface TraceStoreContract {
    Room TRACED = room(GARDEN, Visibility.PUBLIC);
    Room OTHER = room(CELLAR, Visibility.PUBLIC);
    EventBody TOMBSTONE = EventBody.of("{\"message\":\"gone\"" + EventBody.ERASED_END);

    Stores stores();

    TraceStore traces();

    /** The room's next event, which is about somebody. */
    private static Batch about(Room room, long sequence, Actor author, Actor target) {
        StoredEvent act = event(room, sequence, author);
        return new Batch(
                List.of(),
                List.of(at(room, sequence)),
                List.of(),
                List.of(act),
                List.of(new About(target.id(), room.id(), act.position())),
                Map.of());
    }

    private List<RoomId> roomsOf(Actor person) {
        return await(traces().rooms(person.id(), 10));
    }

    @Test
    default void roomsOfAPersonAreThoseItIsInAndThoseWhereSomethingHappenedToIt() {
        await(stores().log().append(created(TRACED, ALICE, 1)));
        await(stores().log().append(created(OTHER, ALICE, 1)));
        await(stores().log().append(entered(TRACED, BOB)));
        assertThat(roomsOf(BOB)).containsExactly(GARDEN);

        await(stores().log().append(left(TRACED, BOB)));
        assertThat(roomsOf(BOB)).isEmpty();

        await(stores().log().append(about(OTHER, 2, ALICE, BOB)));
        await(stores().log().append(entered(OTHER, BOB)));
        await(stores().log().append(about(TRACED, 2, ALICE, BOB)));
        assertThat(roomsOf(BOB)).containsExactlyInAnyOrder(GARDEN, CELLAR);
        assertThat(await(traces().rooms(BOB.id(), 1))).hasSize(1);
        assertThat(roomsOf(ALICE)).isEmpty();
    }

    @Test
    default void whatAPersonWroteIsFoundUntilItIsErased() {
        MessageLog log = stores().log();
        await(log.append(created(TRACED, ALICE, 2)));
        await(log.append(created(OTHER, BOB, 1)));
        StoredEvent named = event(TRACED, 3, BOB, Optional.of(new ClientMessageId("u-1")));
        StoredEvent unnamed = event(TRACED, 4, BOB);
        await(log.append(new Batch(List.of(), List.of(at(TRACED, 4)), List.of(named, unnamed), Map.of())));
        assertThat(await(traces().written(GARDEN, BOB.id(), 1))).hasSize(1);
        assertThat(await(traces().written(GARDEN, BOB.id(), 10))).containsExactlyInAnyOrder(named, unnamed);

        await(traces().rewrite(BOB.id(), List.of(unnamed.withBody(TOMBSTONE), named.withBody(TOMBSTONE))));

        assertThat(await(traces().written(GARDEN, BOB.id(), 10))).isEmpty();
        assertThat(await(traces().written(GARDEN, ALICE.id(), 10))).hasSize(2);
        assertThat(await(traces().written(CELLAR, BOB.id(), 10))).hasSize(1);
        ClientKey key = named.clientKey().orElseThrow();
        assertThat(await(log.find(List.of(key))))
                .as("a retry gets the first answer, without what it said")
                .containsExactly(Map.entry(key, named.withBody(TOMBSTONE)));
        assertThat(await(log.append(new Batch(
                        List.of(),
                        List.of(at(TRACED, 5)),
                        List.of(event(TRACED, 5, BOB, named.clientKey().map(ClientKey::id))),
                        Map.of()))))
                .isEqualTo(MessageLog.Appended.CONFLICT);
    }

    @Test
    default void anErasedEventKeepsItsPlaceAndDoesNotShowWhatItsWriterCalledIt() {
        MessageLog log = stores().log();
        await(log.append(created(TRACED, ALICE, 1)));
        StoredEvent sent = event(TRACED, 2, BOB, Optional.of(new ClientMessageId("my secret")));
        await(log.append(Events.advanced(TRACED, sent)));
        await(log.append(Events.advanced(TRACED, event(TRACED, 3, ALICE))));

        await(traces().rewrite(BOB.id(), List.of(sent.withBody(TOMBSTONE))));

        assertThat(await(log.read(GARDEN, Window.after(0, 10))).events())
                .containsExactly(
                        event(TRACED, 1, ALICE).event(),
                        new LoggedEvent(2, sent.event().type(), null, TOMBSTONE),
                        event(TRACED, 3, ALICE).event());
        assertThat(await(log.at(GARDEN, new Position(TRACED.epoch(), 2)))).contains(sent.withBody(TOMBSTONE));
    }

    @Test
    default void whatIsAboutAPersonIsFoundUntilItIsRewritten() {
        MessageLog log = stores().log();
        await(log.append(created(TRACED, ALICE, 1)));
        await(log.append(about(TRACED, 2, ALICE, BOB)));
        await(log.append(about(TRACED, 3, ALICE, BOB)));
        EventBody retold = EventBody.of("{\"message\":\"retold\"}");

        List<StoredEvent> all = await(traces().about(GARDEN, BOB.id(), 10));
        assertThat(all).containsExactlyInAnyOrder(event(TRACED, 2, ALICE), event(TRACED, 3, ALICE));
        assertThat(await(traces().about(GARDEN, BOB.id(), 1))).hasSize(1);
        await(traces().rewrite(
                        BOB.id(),
                        all.stream().map(event -> event.withBody(retold)).toList()));

        assertThat(await(traces().about(GARDEN, BOB.id(), 10))).isEmpty();
        assertThat(roomsOf(BOB)).isEmpty();
        assertThat(await(log.read(GARDEN, Window.after(1, 10))).events())
                .extracting(LoggedEvent::body)
                .containsOnly(retold);
    }

    @Test
    default void whoIsErasedIsNoMemberAndForgottenAtTheEnd() {
        RoomStore rooms = stores().rooms();
        MemberKey bob = new MemberKey(GARDEN, BOB.id());
        Standing erased = new Erased(BOB.id(), 7);
        await(stores().log().append(created(TRACED, ALICE, 1)));
        await(stores().log().append(entered(TRACED, ALICE)));
        await(stores().log().append(new Batch(List.of(), List.of(), List.of(), Map.of(bob, Optional.of(erased)))));

        assertThat(await(rooms.standings(Set.of(bob)))).containsExactly(Map.entry(bob, erased));
        assertThat(await(rooms.members(GARDEN, Optional.empty(), 10)))
                .extracting(Membership::user)
                .containsExactly(ALICE.id());
        assertThat(await(rooms.mine(BOB.id(), "", Optional.empty(), 10))).isEmpty();
        assertThat(await(rooms.publicRooms(BOB.id(), "", Optional.empty(), 10)))
                .extracting(ListedRoom::role)
                .containsExactly(Optional.empty());
        await(traces().forget(GARDEN, BOB.id()));
        await(traces().forget(GARDEN, ALICE.id()));

        assertThat(roomsOf(BOB)).isEmpty();
        assertThat(roomsOf(ALICE)).as("who is a member is not forgotten").containsExactly(GARDEN);
    }

    @Test
    default void whatIsAboutAPersonAndNotThereAnyMoreIsForgotten() {
        await(stores().log().append(created(TRACED, ALICE, 1)));
        Position nowhere = new Position(TRACED.epoch(), 9);
        await(stores().log()
                .append(new Batch(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new About(BOB.id(), GARDEN, nowhere)),
                        Map.of())));
        await(stores().log().append(about(TRACED, 2, ALICE, BOB)));

        await(traces().forget(GARDEN, BOB.id()));

        assertThat(roomsOf(BOB)).as("something about it is still there").containsExactly(GARDEN);
        await(traces().rewrite(BOB.id(), await(traces().about(GARDEN, BOB.id(), 10))));
        assertThat(roomsOf(BOB)).isEmpty();
    }
}
