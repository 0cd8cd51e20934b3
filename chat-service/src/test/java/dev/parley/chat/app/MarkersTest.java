package dev.parley.chat.app;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.store.MarkerKey;
import dev.parley.chat.store.MarkerStore;
import dev.parley.contracts.chat.Marker;
import dev.parley.contracts.chat.MarkersMoved;
import dev.parley.contracts.chat.MoveMarkers;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkersTest {
    private static final long NEW_YEAR = 20_454;
    private static final DurableName PHONE = new DurableName("phone");
    private static final MarkerKey KEY = new MarkerKey(ALICE.id(), GARDEN, Optional.of(PHONE));

    private final SlowStore store = new SlowStore();
    private final Markers markers =
            new Markers(store, ManualClock.atNewYear(), new Markers.Options(5, 3, Duration.ofDays(30)));

    /** Notes what is to be stored, and is as fast as the test wants. */
    private static final class SlowStore implements MarkerStore {
        private final List<Map<MarkerKey, Position>> moved = new ArrayList<>();
        private final List<Promise<Void>> stored = new ArrayList<>();
        private final List<Long> forgotten = new ArrayList<>();
        private int unused;

        @Override
        public Future<Void> move(Map<MarkerKey, Position> batch, long day) {
            assertThat(day).isEqualTo(NEW_YEAR);
            moved.add(Map.copyOf(batch));
            stored.add(Promise.promise());
            return stored.get(stored.size() - 1).future();
        }

        @Override
        public Future<Map<DurableName, Position>> named(RoomId room, UserId user) {
            return Future.succeededFuture(
                    Map.of(PHONE, moved.get(moved.size() - 1).get(KEY)));
        }

        @Override
        public Future<Void> forget(UserId user) {
            throw new UnsupportedOperationException("nobody is erased here");
        }

        @Override
        public Future<Integer> forgetUnused(long beforeDay, int limit) {
            forgotten.add(beforeDay);
            int gone = Math.min(unused, limit);
            unused -= gone;
            return Future.succeededFuture(gone);
        }
    }

    private Future<MarkersMoved> move(Position position) {
        return markers.move(new MoveMarkers(0, List.of(new Marker(GARDEN, ALICE.id(), PHONE, position))));
    }

    private static Position at(long sequence) {
        return new Position(new Epoch("e1"), sequence);
    }

    @Test
    void whatComesWhileSomeAreStoredIsStoredTogetherTheFurthestOfEach() {
        Future<MarkersMoved> first = move(at(1));
        Future<MarkersMoved> second = move(at(4));
        Future<MarkersMoved> third = move(at(3));
        assertThat(store.moved).containsExactly(Map.of(KEY, at(1)));

        store.stored.get(0).complete();
        assertThat(store.moved).containsExactly(Map.of(KEY, at(1)), Map.of(KEY, at(4)));
        assertThat(first.succeeded()).isTrue();
        assertThat(List.of(second, third)).noneMatch(Future::isComplete);

        store.stored.get(1).complete();
        assertThat(List.of(second, third)).allMatch(Future::succeeded);
        assertThat(store.moved).hasSize(2);
    }

    @Test
    void ofTwoLogsTheLaterSaidCounts() {
        move(at(1));
        move(at(9));
        move(new Position(new Epoch("e2"), 2));

        store.stored.get(0).complete();

        assertThat(store.moved.get(1)).isEqualTo(Map.of(KEY, new Position(new Epoch("e2"), 2)));
    }

    @Test
    void whoAsksGetsWhatWasMovedBefore() {
        move(at(1));
        move(at(2));
        Future<Map<DurableName, Position>> named = markers.named(GARDEN, ALICE.id());

        store.stored.get(0).complete();
        assertThat(named.isComplete()).isFalse();
        store.stored.get(1).complete();

        assertThat(await(named)).isEqualTo(Map.of(PHONE, at(2)));
    }

    @Test
    void aFailureIsOfItsBatchOnly() {
        Future<MarkersMoved> first = move(at(1));
        Future<MarkersMoved> second = move(at(2));

        store.stored.get(0).fail(Refusal.unavailable("away"));
        store.stored.get(1).complete();

        assertThat(refusalOf(first)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void moreThanMayWaitAreRefused() {
        move(at(1));
        List<Marker> six = IntStream.range(0, 6)
                .mapToObj(user -> new Marker(GARDEN, new UserId("u-" + user), null, at(1)))
                .toList();

        Future<MarkersMoved> tooMany = markers.move(new MoveMarkers(0, six));
        Future<MarkersMoved> fits = markers.move(new MoveMarkers(0, six.subList(0, 5)));

        assertThat(refusalOf(tooMany)).isEqualTo(ErrorCode.UNAVAILABLE);
        store.stored.get(0).complete();
        assertThat(store.moved.get(1)).hasSize(5);
        assertThat(fits.isComplete()).isFalse();
    }

    @Test
    void whatWasNotUsedForTheTimeIsForgottenInParts() {
        store.unused = 2500;

        await(markers.forgetUnused());

        assertThat(store.forgotten).containsExactly(NEW_YEAR - 30, NEW_YEAR - 30, NEW_YEAR - 30);
        assertThat(store.unused).isZero();
    }
}
