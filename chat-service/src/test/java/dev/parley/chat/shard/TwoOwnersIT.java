package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.person;
import static dev.parley.chat.Vocabulary.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.MemberRules;
import dev.parley.chat.domain.Write;
import dev.parley.chat.store.Stores;
import dev.parley.chat.store.Window;
import dev.parley.chat.store.sql.OpenDatabase;
import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.Target;
import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.TestDatabase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two event loops that both believe to own the shard, on a real database: I2 and I3. */
class TwoOwnersIT {
    private static final int MESSAGES = 100;
    private static final int TOGETHER = 10;

    /** An owner on its own event loop, which is the only one to touch it. */
    private static final class Believer {
        final Context loop;
        final Owner owner;
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        Believer(OpenDatabase database) {
            Stores stores = database.stores();
            this.loop = database.eventLoop();
            this.owner = new Owner(stores.rooms(), stores.log(), new Shard.Options(new Sequencer.Options(8, 1000), 10));
        }

        Future<Written> posts(Actor author, String id) {
            return writes(owner.rules.post(post(GARDEN, author, "hi", id)));
        }

        Future<Written> writes(Write write) {
            Promise<Written> answer = Promise.promise();
            loop.runOnContext(now -> {
                threads.add(Thread.currentThread());
                owner.sequencer()
                        .write(write)
                        .onComplete(written -> threads.add(Thread.currentThread()))
                        .onComplete(answer);
            });
            return answer.future();
        }

        /** Messages that are stored all or none, more than a batch may have; again, while it is not known. */
        Future<List<Written>> postsTogetherUntilAnswered(Actor author, String id) {
            Promise<List<Written>> answer = Promise.promise();
            loop.runOnContext(now -> owner.sequencer()
                    .writeAll(
                            GARDEN,
                            IntStream.range(0, TOGETHER)
                                    .mapToObj(i -> owner.rules.post(post(GARDEN, author, "hi", id + "-" + i)))
                                    .toList())
                    .onComplete(answer));
            return answer.future()
                    .recover(failure -> Refusal.of(failure).code() == ErrorCode.UNAVAILABLE
                            ? postsTogetherUntilAnswered(author, id)
                            : Future.failedFuture(failure));
        }

        /** As a client does: again, with the same id, while the answer is that it is not known. */
        Future<Written> postsUntilAnswered(Actor author, String id) {
            return posts(author, id)
                    .recover(failure -> Refusal.of(failure).code() == ErrorCode.UNAVAILABLE
                            ? postsUntilAnswered(author, id)
                            : Future.failedFuture(failure));
        }
    }

    private static void bothPost(DatabaseOptions options) {
        try (OpenDatabase database = new OpenDatabase(options)) {
            List<Believer> believers = List.of(new Believer(database), new Believer(database));
            Map<String, List<Future<Written>>> answers = new HashMap<>();
            for (int i = 0; i < MESSAGES; i++) {
                Actor author = person("p" + i % 3);
                String id = "u-" + i;
                for (Believer believer : believers) {
                    answers.computeIfAbsent(id, one -> new ArrayList<>()).add(believer.postsUntilAnswered(author, id));
                }
            }
            await(Future.join(answers.values().stream().flatMap(List::stream).toList()));

            List<LoggedEvent> log = await(database.stores().log().read(GARDEN, Window.after(0, 1000)))
                    .events();
            assertThat(log)
                    .extracting(LoggedEvent::sequence)
                    .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(log.stream().filter(event -> event.type() == EventType.CHAT))
                    .hasSize(MESSAGES);
            assertThat(log.stream().filter(event -> event.type() == EventType.JOIN))
                    .hasSize(3);
            answers.forEach((id, both) -> {
                Set<LoggedEvent> said = new HashSet<>();
                both.forEach(
                        answer -> said.add(answer.result().event().orElseThrow().event()));
                assertThat(said).as(id).hasSize(1).isSubsetOf(log);
            });
            believers.forEach(believer ->
                    assertThat(believer.threads).as("one event loop each").hasSize(1));
        }
    }

    private static void bothPostTogether(DatabaseOptions options) {
        try (OpenDatabase database = new OpenDatabase(options)) {
            List<Believer> believers = List.of(new Believer(database), new Believer(database));
            List<Future<List<Written>>> answers = new ArrayList<>();
            for (int i = 0; i < MESSAGES / TOGETHER; i++) {
                for (Believer believer : believers) {
                    answers.add(believer.postsTogetherUntilAnswered(person("p" + i % 3), "u-" + i));
                }
            }
            await(Future.join(answers));

            List<LoggedEvent> log = await(database.stores().log().read(GARDEN, Window.after(0, 1000)))
                    .events();
            assertThat(log)
                    .extracting(LoggedEvent::sequence)
                    .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(log.stream().filter(event -> event.type() == EventType.CHAT))
                    .hasSize(MESSAGES);
            answers.forEach(answer -> {
                List<Long> places = answer.result().stream()
                        .map(written -> written.event().orElseThrow().event().sequence())
                        .toList();
                assertThat(places)
                        .isEqualTo(LongStream.range(0, TOGETHER)
                                .mapToObj(i -> places.get(0) + i)
                                .toList());
                assertThat(answer.result())
                        .extracting(Written::repeated)
                        .containsOnly(answer.result().get(0).repeated());
            });
        }
    }

    /** One removes somebody and lets him in again, the other, who never looks, takes what he says. */
    private static void oneRemovesWhomTheOtherHears(DatabaseOptions options) {
        try (OpenDatabase database = new OpenDatabase(options)) {
            Believer one = new Believer(database);
            Believer other = new Believer(database);
            Actor keeper = person("keeper");
            Actor guest = person("guest");
            Target target = new Target(guest.id(), "Guest");
            await(one.writes(one.owner.rules.create(new CreateRoom(GARDEN, keeper, "Garden", Visibility.PRIVATE, ""))));
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                MemberRules members = one.owner.rules.ofMembers();
                Write turn = i % 2 == 0
                        ? members.put(new PutMember(GARDEN, keeper, target, Role.MEMBER))
                        : members.remove(new RemoveMember(GARDEN, keeper, target));
                answers.add(one.writes(turn).transform(done -> Future.succeededFuture()));
                answers.add(other.posts(guest, "u-" + i).transform(done -> Future.succeededFuture()));
            }
            await(Future.join(answers));

            boolean isMember = false;
            for (LoggedEvent event : await(database.stores().log().read(GARDEN, Window.after(0, 1000)))
                    .events()) {
                isMember = switch (event.type()) {
                    case INVITE -> true;
                    case KICK -> false;
                    default -> {
                        assertThat(isMember).as("event %s", event.sequence()).isTrue();
                        yield true;
                    }
                };
            }
        }
    }

    @Test
    void onPostgresNobodyIsHeardWhoWasRemovedElsewhere() {
        oneRemovesWhomTheOtherHears(TestDatabase.postgres());
    }

    @Test
    void onSqliteNobodyIsHeardWhoWasRemovedElsewhere(@TempDir Path folder) {
        oneRemovesWhomTheOtherHears(TestDatabase.sqlite(folder));
    }

    @Test
    void onPostgresWhatIsPostedTogetherStaysTogether() {
        bothPostTogether(TestDatabase.postgres());
    }

    @Test
    void onSqliteWhatIsPostedTogetherStaysTogether(@TempDir Path folder) {
        bothPostTogether(TestDatabase.sqlite(folder));
    }

    @Test
    void onPostgresNeitherLeavesAHoleNorStoresTwice() {
        bothPost(TestDatabase.postgres());
    }

    @Test
    void onSqliteNeitherLeavesAHoleNorStoresTwice(@TempDir Path folder) {
        bothPost(TestDatabase.sqlite(folder));
    }
}
