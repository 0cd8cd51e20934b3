package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.Window;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a sequencer does at once, and how often it tries, is bounded. */
class SequencerBoundsTest {
    /** As often as anything may be tried. */
    private static final int A_FEW = 5;

    private final MemoryStore memory = new MemoryStore();
    private final SteppedStore store = new SteppedStore(memory);
    private final CountedLog log = new CountedLog(store);

    /** A log that says how much it was given at once, and in which somebody else may always be faster. */
    private static final class CountedLog implements MessageLog {
        private final MessageLog real;
        private final List<Integer> batches = new ArrayList<>();
        private boolean contested;

        private CountedLog(MessageLog real) {
            this.real = real;
        }

        @Override
        public Future<Appended> append(Batch batch) {
            batches.add(batch.events().size());
            return contested ? Future.succeededFuture(Appended.CONFLICT) : real.append(batch);
        }

        @Override
        public Future<Map<ClientKey, StoredEvent>> find(Collection<ClientKey> keys) {
            return real.find(keys);
        }

        @Override
        public Future<Optional<StoredEvent>> at(RoomId room, Position position) {
            return real.at(room, position);
        }

        @Override
        public Future<EventPage> read(RoomId room, Window window) {
            return real.read(room, window);
        }
    }

    private Owner owner(int batch) {
        return new Owner(store, log, new Shard.Options(new Sequencer.Options(batch, 100), 10));
    }

    private Future<Written> posts(Owner by, String text) {
        return by.sequencer().write(by.rules.post(post(GARDEN, ALICE, text)));
    }

    @Test
    void aBatchIsNoLargerThanAllowedHoweverMuchWaits() {
        Owner owner = owner(3);
        posts(owner, "joins its author");
        List<Future<Written>> waiting = IntStream.range(0, 10)
                .mapToObj(nth -> posts(owner, "waits " + nth))
                .toList();

        store.goAll();

        assertThat(waiting).allMatch(Future::succeeded);
        assertThat(log.batches).containsExactly(2, 3, 3, 3, 1);
    }

    @Test
    void whoLosesEveryRaceGivesUpAfterAFewAndStoresNothing() {
        Owner owner = owner(10);
        log.contested = true;
        Future<Written> lost = posts(owner, "lost");

        store.goAll();

        assertThat(refusalOf(lost)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Refusal.of(lost.cause()).retryAfter()).isPresent();
        assertThat(log.batches).hasSizeBetween(2, A_FEW);
        assertThat(memory.log(GARDEN)).isEmpty();
    }

    @Test
    void afterARaceThatWasLostTheNextWriteIsDone() {
        Owner owner = owner(10);
        log.contested = true;
        Future<Written> lost = posts(owner, "lost");
        store.goAll();
        assertThat(lost.failed()).isTrue();
        log.contested = false;

        Future<Written> next = posts(owner, "next");
        store.goAll();

        assertThat(await(next).event().orElseThrow().event().sequence()).isEqualTo(2);
    }
}
