package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.person;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.shard.PostgresProxy.AtCommit;
import dev.parley.chat.store.Window;
import dev.parley.chat.store.sql.OpenDatabase;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.platform.sql.DatabaseOptions.Patience;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.Ports;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An owner of a shard whose PostgreSQL fails in each way there is: what is asked for in the meantime ends, what was
 * answered is there, once, and it goes on by itself (I1, I2, I3).
 */
class DatabaseFaultsIT {
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MESSAGES = 20;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static FailingPostgres postgres;

    private final String name = "faults_" + DATABASES.incrementAndGet();
    private PostgresProxy proxy;
    private DatabaseOptions direct;
    private OpenDatabase database;
    private Context loop;
    private Owner owner;

    @BeforeAll
    static void start() {
        postgres = new FailingPostgres(folder);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void connect() {
        direct = postgres.createDatabase(name).with(SHORT);
        proxy = new PostgresProxy(postgres.port());
        open(direct);
    }

    @AfterEach
    void disconnect() {
        database.close();
        proxy.close();
    }

    private void open(DatabaseOptions options) {
        database = new OpenDatabase(options);
        loop = database.eventLoop();
        owner = new Owner(
                database.stores().rooms(),
                database.stores().log(),
                new Shard.Options(new Sequencer.Options(8, 1000), 10));
    }

    private void reopen(DatabaseOptions options) {
        database.close();
        open(options);
    }

    @Test
    void killedUnderLoadAndStartedAgainItHasLostAndDoubledNothing() {
        await(posts("before"));
        List<Future<Written>> many = postsManyUntilAnswered();

        postgres.kill();
        ErrorCode meanwhile = refusalOf(posts("meanwhile"));
        postgres.startAgain();

        assertThat(meanwhile).isEqualTo(ErrorCode.UNAVAILABLE);
        assertStoredOnce(many);
    }

    @Test
    void stoppedInOrderAndStartedAgainItGoesOn() {
        List<Future<Written>> many = postsManyUntilAnswered();

        postgres.stop();
        boolean isFailing = isFailing(database.check());
        postgres.startAgain();

        assertThat(isFailing).isTrue();
        assertStoredOnce(many);
        Eventually.within(SOON, () -> await(database.check()));
    }

    @Test
    void frozenItIsNotWaitedForLongerThanItsPatience() {
        await(posts("before"));
        postgres.freeze();
        List<Future<Written>> many;
        try {
            many = postsManyUntilAnswered();
            assertThat(refusalOf(posts("meanwhile"))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(isFailing(database.check())).isTrue();
        } finally {
            postgres.thaw();
        }

        assertStoredOnce(many);
        Eventually.within(SOON, () -> await(database.check()));
    }

    @Test
    void aCommitThatNeverArrivedIsDoneByTheNextTry() {
        reopen(direct.at(proxy.host()));
        await(posts("before"));

        proxy.at(AtCommit.CUT_BEFORE);
        ErrorCode first = refusalOf(posts("the one"));
        Written second = await(postsUntilAnswered("the one"));

        assertThat(first).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(second.repeated()).isFalse();
        assertThat(chats()).containsExactly("before", "the one");
    }

    @Test
    void aCommitWhoseAnswerWasLostIsFoundByTheNextTry() {
        reopen(direct.at(proxy.host()));
        await(posts("before"));

        proxy.at(AtCommit.CUT_AFTER);
        ErrorCode first = refusalOf(posts("the one"));
        Written second = await(postsUntilAnswered("the one"));

        assertThat(first).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(second.repeated()).isTrue();
        assertThat(chats()).containsExactly("before", "the one");
    }

    @Test
    void connectionsThatSwallowEverythingAreReplaced() {
        reopen(direct.at(proxy.host()));
        await(posts("before"));

        proxy.swallow();
        Written written = await(postsUntilAnswered("the one"));

        assertThat(written.repeated()).isFalse();
        assertThat(chats()).containsExactly("before", "the one");
    }

    @Test
    void aServerThatTakesNoWritesIsLeftUntilItDoes() {
        await(posts("before"));
        postgres.tell("postgres", "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
        try {
            Eventually.within(
                    SOON, () -> assertThat(refusalOf(posts("meanwhile"))).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(isFailing(database.check())).isTrue();
        } finally {
            postgres.tell(
                    "postgres",
                    "SET default_transaction_read_only = off",
                    "ALTER SYSTEM RESET default_transaction_read_only",
                    "SELECT pg_reload_conf()");
        }

        await(postsUntilAnswered("the one"));
        assertThat(chats()).contains("before", "the one");
        Eventually.within(SOON, () -> await(database.check()));
    }

    @Test
    void ofSeveralHostsTheOneThatAnswersIsFound() {
        reopen(direct.at("127.0.0.1:" + Ports.free() + "," + proxy.host()));

        await(posts("before"));

        assertThat(proxy.connections()).isPositive();
        assertThat(chats()).containsExactly("before");
    }

    @Test
    void whenTheHostThatWasGoodEndsUnderLoadAnotherIsFound() {
        try (PostgresProxy another = new PostgresProxy(postgres.port())) {
            reopen(direct.at(proxy.host() + "," + another.host()));
            await(posts("before"));
            List<Future<Written>> many = postsManyUntilAnswered();

            proxy.close();
            await(postsUntilAnswered("after"));

            assertStoredOnce(many);
            assertThat(chats()).contains("before", "after");
            assertThat(another.connections()).isPositive();
            Eventually.within(SOON, () -> await(database.check()));
        }
    }

    @Test
    void aFullDiskRefusesWritesAndNothingElse() {
        await(posts("before"));
        postgres.tell(
                name,
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON chat_events EXECUTE FUNCTION full_disk()");

        ErrorCode meanwhile = refusalOf(posts("the one"));
        boolean isFailing = isFailing(database.check());
        List<String> read = chats();
        postgres.tell(name, "DROP TRIGGER full_disk ON chat_events");
        Written written = await(posts("the one"));

        assertThat(meanwhile).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(isFailing).isTrue();
        assertThat(read).containsExactly("before");
        assertThat(written.repeated()).isFalse();
        await(database.check());
    }

    @Test
    void aTransactionThatHangsHoldsItsLocksNoLongerThanAnAnswerMayTake() {
        await(posts("before"));
        Promise<Void> locked = Promise.promise();
        Promise<Void> never = Promise.promise();
        Future<Void> hanging = database.transaction(connection -> connection
                .query("SELECT * FROM chat_rooms FOR UPDATE")
                .execute()
                .<Void>mapEmpty()
                .onComplete(locked)
                .compose(done -> never.future()));
        await(locked.future());

        await(postsUntilAnswered("the one"));
        assertThat(chats()).containsExactly("before", "the one");
        never.complete();
        assertThat(isFailing(hanging)).isTrue();
    }

    private static boolean isFailing(Future<?> future) {
        return await(future.transform(ended -> Future.succeededFuture(ended.failed())));
    }

    private Future<Written> posts(String id) {
        Actor author = person("writer");
        Promise<Written> answer = Promise.promise();
        loop.runOnContext(now -> owner.sequencer()
                .write(owner.rules.post(post(GARDEN, author, "hi", id)))
                .onComplete(answer));
        return answer.future();
    }

    /** As a client does: again, with the same id, while it is not known. */
    private Future<Written> postsUntilAnswered(String id) {
        return posts(id)
                .recover(failure -> Refusal.of(failure).code() == ErrorCode.UNAVAILABLE
                        ? loop.owner().timer(50).compose(over -> postsUntilAnswered(id))
                        : Future.failedFuture(failure));
    }

    private List<Future<Written>> postsManyUntilAnswered() {
        return IntStream.range(0, MESSAGES)
                .mapToObj(i -> postsUntilAnswered("many-" + i))
                .toList();
    }

    private void assertStoredOnce(List<Future<Written>> answers) {
        Eventually.within(
                SOON, () -> assertThat(answers).allMatch(Future::isComplete).allMatch(Future::succeeded));
        List<LoggedEvent> log = log();
        assertThat(log)
                .extracting(LoggedEvent::sequence)
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(chats())
                .doesNotHaveDuplicates()
                .filteredOn(id -> id.startsWith("many"))
                .hasSize(MESSAGES);
        assertThat(answers)
                .extracting(answer -> answer.result().event().orElseThrow().event())
                .isSubsetOf(log);
    }

    private List<String> chats() {
        return log().stream()
                .filter(event -> event.type() == EventType.CHAT)
                .map(event -> String.valueOf(event.clientMessageId()))
                .toList();
    }

    /** Read as often as it takes: what is tested is writing. */
    private List<LoggedEvent> log() {
        Promise<List<LoggedEvent>> read = Promise.promise();
        Eventually.within(
                SOON,
                () -> read.tryComplete(await(database.stores().log().read(GARDEN, Window.after(0, 1000)))
                        .events()));
        return await(read.future());
    }
}
