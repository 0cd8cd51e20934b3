package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.closedRooms;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Vocabulary;
import dev.parley.chat.app.ChangeRoomUseCase;
import dev.parley.chat.app.ReadRoomUseCase;
import dev.parley.chat.app.SubscribeRoomUseCase;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A private room is to a stranger as one that does not exist: in the answer, and in what the answer costs. */
class StrangersTest {
    private static final RoomId NOWHERE = new RoomId("attic");

    private static final Target CAROL = new Target(new UserId("carol"), "Carol");

    private final MemoryStore memory = new MemoryStore();
    private final SteppedStore store = new SteppedStore(memory);
    private final Shard shard = new Owner(store, store, Owner.ROOMY).shard;
    private final ChangeRoomUseCase change = new ChangeRoomUseCase(closedRooms(), shard.sequencer());
    private final ReadRoomUseCase read = new ReadRoomUseCase(shard.sequencer(), shard.rooms(), store);
    private final SubscribeRoomUseCase subscribe =
            new SubscribeRoomUseCase(closedRooms(), shard, store, Vocabulary.markers(memory));

    private final Map<String, Function<RoomId, Future<?>>> ways = Map.of(
            "get", room -> read.get(new GetRoom(room, BOB)),
            "history", room -> read.history(new ReadHistory(room, BOB, null, null, 10)),
            "subscribe", room -> subscribe.run(new SubscribeRoom(room, BOB, new NodeId("g", "1"), null)),
            "join", room -> change.join(join(room, BOB)),
            "leave", room -> change.leave(leave(room, BOB)),
            "post", room -> change.post(post(room, BOB, "let me in")),
            "put", room -> change.put(new PutMember(room, BOB, CAROL, Role.MEMBER)),
            "ban", room -> change.ban(new BanPerson(room, BOB, CAROL)));

    /** The answer, and in how many steps of the database it came. */
    private record Outcome(ErrorCode code, String detail, int steps) {}

    private Outcome outcome(Future<?> answer) {
        int steps = 0;
        while (!answer.isComplete()) {
            assertThat(store.waiting()).as("what is waited for").isPositive();
            store.go(0, SteppedStore.Fate.DONE);
            steps++;
        }
        Refusal refusal = Refusal.of(answer.cause());
        return new Outcome(refusal.code(), refusal.detail(), steps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "history", "subscribe", "join", "leave", "post", "put", "ban"})
    void cannotTellAPrivateRoomFromNoneByTheQuestionsItCosts(String way) {
        Function<RoomId, Future<?>> probe = Objects.requireNonNull(ways.get(way));
        Future<?> created = change.create(createRoom(CELLAR, ALICE, Visibility.PRIVATE));
        store.goAll();
        assertThat(created.succeeded()).isTrue();

        for (int again = 1; again <= 3; again++) {
            Outcome ofNone = outcome(probe.apply(NOWHERE));
            assertThat(ofNone.code()).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(outcome(probe.apply(CELLAR))).as("time %d", again).isEqualTo(ofNone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "history", "subscribe", "join", "leave", "post", "put", "ban"})
    void cannotTellItWhereTheOwnerKnowsNothingYetEither(String way) {
        Function<RoomId, Future<?>> probe = Objects.requireNonNull(ways.get(way));
        Vocabulary.await(new ChangeRoomUseCase(closedRooms(), new Owner(memory, memory, Owner.ROOMY).sequencer())
                .create(createRoom(CELLAR, ALICE, Visibility.PRIVATE)));

        assertThat(outcome(probe.apply(CELLAR))).isEqualTo(outcome(probe.apply(NOWHERE)));
    }
}
