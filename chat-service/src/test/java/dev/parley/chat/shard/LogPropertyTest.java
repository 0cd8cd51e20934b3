package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.GATEWAY;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.person;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import dev.parley.chat.domain.Write;
import dev.parley.chat.shard.SteppedStore.Fate;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever the order of things, and whatever is lost: I1 to I3. A failing example prints its seed. */
class LogPropertyTest {
    private static final int EXAMPLES = 100;
    private static final int WRITES = 40;

    /** One run: writes of a few people, handed to owners that share a database, in an order drawn from the seed. */
    private static final class Run {
        final Random random;
        final MemoryStore memory = new MemoryStore();
        final SteppedStore store = new SteppedStore(memory);
        final List<Owner> owners = new ArrayList<>();
        final Map<String, List<Future<Written>>> answers = new HashMap<>();
        final List<Future<List<Written>>> together = new ArrayList<>();
        final boolean loses;
        int asked;

        Run(long seed, int owners, boolean loses) {
            this.random = new Random(seed);
            this.loses = loses;
            memory.seed(room(GARDEN, Visibility.PUBLIC));
            Shard.Options options = new Shard.Options(new Sequencer.Options(1 + random.nextInt(8), 1000), 2);
            for (int i = 0; i < owners; i++) {
                this.owners.add(new Owner(store, store, options));
            }
        }

        void play() {
            while (asked < WRITES || store.waiting() > 0) {
                boolean asks = asked < WRITES && (store.waiting() == 0 || random.nextInt(3) == 0);
                if (asks) {
                    ask(owners.get(random.nextInt(owners.size())));
                } else {
                    store.go(random.nextInt(store.waiting()), fate());
                }
            }
        }

        private void ask(Owner owner) {
            asked++;
            Actor actor = person("p" + random.nextInt(3));
            int kind = random.nextInt(10);
            String id = actor.username() + "-" + (kind < 2 ? "membership-" + asked : random.nextInt(WRITES / 2));
            Write write = kind == 0
                    ? owner.rules.leave(leave(GARDEN, actor))
                    : kind == 1
                            ? owner.rules.join(join(GARDEN, actor))
                            : owner.rules.post(post(GARDEN, actor, "hi", id));
            if (kind == 2) {
                askTogether(owner, actor, id);
            } else {
                answers.computeIfAbsent(id, one -> new ArrayList<>())
                        .add(owner.sequencer().write(write));
            }
        }

        /** A message and two more behind it, new or not. */
        private void askTogether(Owner owner, Actor actor, String id) {
            List<String> ids = List.of(
                    id,
                    actor.username() + "-" + random.nextInt(WRITES / 2),
                    actor.username() + "-" + random.nextInt(WRITES / 2));
            Future<List<Written>> all = owner.sequencer()
                    .writeAll(
                            GARDEN,
                            ids.stream()
                                    .map(each -> owner.rules.post(post(GARDEN, actor, "hi", each)))
                                    .toList());
            together.add(all);
            for (int i = 0; i < ids.size(); i++) {
                int place = i;
                answers.computeIfAbsent(ids.get(i), one -> new ArrayList<>()).add(all.map(done -> done.get(place)));
            }
        }

        private Fate fate() {
            int draw = loses ? random.nextInt(20) : 20;
            return draw == 0 ? Fate.FAILED : draw == 1 ? Fate.DONE_BUT_ITS_ANSWER_LOST : Fate.DONE;
        }

        List<StoredEvent> log() {
            return memory.log(GARDEN);
        }
    }

    private static void checkLog(Run run) {
        List<StoredEvent> log = run.log();
        assertThat(log.stream().map(event -> event.event().sequence()))
                .as("no hole, no reuse")
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(log.stream().map(StoredEvent::epoch).distinct()).hasSizeLessThanOrEqualTo(1);
        assertThat(log.stream().flatMap(event -> event.clientKey().stream()))
                .as("each message once")
                .doesNotHaveDuplicates();
        Map<Position, StoredEvent> byPosition = new HashMap<>();
        log.forEach(event -> byPosition.put(event.position(), event));
        run.answers.forEach((id, answers) -> {
            assertThat(answers).allMatch(Future::isComplete);
            Set<StoredEvent> said = new HashSet<>();
            answers.stream()
                    .filter(Future::succeeded)
                    .forEach(answer -> answer.result().event().ifPresent(said::add));
            assertThat(said).as("one answer for ever: " + id).hasSizeLessThanOrEqualTo(1);
            said.forEach(event -> assertThat(byPosition).containsEntry(event.position(), event));
        });
        run.together.stream().filter(Future::succeeded).forEach(all -> checkTogether(all.result()));
        checkMemberships(log);
    }

    /** What was stored together has consecutive places, but for the JOIN that a first message brings along. */
    private static void checkTogether(List<Written> all) {
        List<Long> fresh = all.stream()
                .filter(written -> !written.repeated())
                .map(written -> written.event().orElseThrow().event().sequence())
                .toList();
        assertThat(fresh)
                .isEqualTo(LongStream.range(0, fresh.size())
                        .mapToObj(i -> fresh.get(0) + i)
                        .toList());
    }

    /** A log in which somebody joins twice, or speaks without having joined, was decided on a state that was not. */
    private static void checkMemberships(List<StoredEvent> log) {
        Set<UserId> members = new HashSet<>();
        for (StoredEvent event : log) {
            EventType type = event.event().type();
            boolean legal = switch (type) {
                case JOIN -> members.add(event.author());
                case LEAVE -> members.remove(event.author());
                default -> members.contains(event.author());
            };
            assertThat(legal).as(type + " at " + event.position()).isTrue();
        }
    }

    @Test
    void oneOwnerNeverLeavesAHole() {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(seed -> {
            Run run = new Run(seed, 1, false);
            run.play();
            checkLog(run);
            assertThat(run.answers.values().stream().flatMap(List::stream)).allMatch(Future::succeeded);
        });
    }

    @Test
    void threeOwnersAndAnUnreliableDatabaseNeverLeaveAHole() {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(seed -> {
            Run run = new Run(seed, 3, true);
            run.play();
            checkLog(run);
        });
    }

    @Test
    void aGatewayHearsOfEverythingAfterTheHeadThatWasPinned() {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(seed -> {
            Run run = new Run(seed, 1, false);
            Owner owner = run.owners.get(0);
            run.asked = WRITES / 2;
            run.play();
            int before = run.log().size();
            owner.shard.interests().add(GATEWAY, GARDEN);

            run.asked = 0;
            run.play();

            assertThat(owner.announced(GATEWAY, GARDEN))
                    .extracting(LoggedEvent::sequence)
                    .isEqualTo(LongStream.rangeClosed(before + 1L, run.log().size())
                            .boxed()
                            .toList());
        });
    }
}
