package dev.parley.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.sql.DatabaseOptions.Host;
import dev.parley.platform.sql.DatabaseOptions.Patience;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteException;

/** SQLite as Parley runs it. PostgreSQL is tested with the stores that use it. */
class DatabaseTest {
    private static final String SYNCHRONOUS_FULL = "2";
    private static final String MIGRATIONS = "db/notes";
    private static final String ADD = "INSERT INTO notes (id, text) VALUES (#{id}, #{text})";
    private static final int MAX_WAITING = 10;

    @TempDir
    private Path folder;

    private Vertx vertx;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        database = get(Database.open(vertx, options(), MIGRATIONS));
    }

    @AfterEach
    void close() throws Exception {
        get(database.close());
        get(vertx.close());
    }

    @Test
    void aPoolThatNeverSaysThatItIsClosedIsNotWaitedForForEver() throws Exception {
        Database other = get(Database.open(vertx, options(), MIGRATIONS));
        Database stuck = new Database(other.reader(), other.reader(), new NeverClosed());

        assertThat(catchThrowable(() -> get(stuck.close()))).hasCauseInstanceOf(TimeoutException.class);
        assertThat(catchThrowable(() -> get(other.reader().query("SELECT 1").execute())))
                .as("the other pool is closed all the same")
                .isNotNull();
    }

    private static final class NeverClosed implements Writer {
        @Override
        public Future<Integer> write(List<Change> changes) {
            return Future.succeededFuture(0);
        }

        @Override
        public Future<Void> check() {
            return Future.succeededFuture();
        }

        @Override
        public void readOnly() {}

        @Override
        public Future<Void> close() {
            return Promise.<Void>promise().future();
        }
    }

    @Test
    void aCommitIsOnTheDiskWhenItReturns() throws Exception {
        assertThat(pragma("synchronous")).containsOnly(SYNCHRONOUS_FULL);
        assertThat(pragma("journal_mode")).containsOnly("wal");
    }

    @Test
    void foreignKeysAreEnforcedAndAWriterWaitsForAnother() throws Exception {
        assertThat(pragma("foreign_keys")).containsOnly("1");
        assertThat(pragma("busy_timeout")).containsOnly("3000");
    }

    @Test
    void whatIsCommittedIsReadThroughTheOtherPool() throws Exception {
        get(add("1", "hello"));

        assertThat(texts()).isEqualTo(1);
    }

    /** The commit that found the log long copied it, and those behind it waited for that. */
    @Test
    void commitsLeaveItToAnotherThreadToCopyTheirPagesIntoTheFile() throws Exception {
        Path file = folder.resolve("deep/er/notes.db");
        long before = Files.size(file);

        get(database.write(List.of(change("1", "x".repeat(10_000_000)))));
        long committed = Files.size(file);

        assertThat(committed).as("with the commit").isEqualTo(before);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.size(file) < 10_000_000 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(Files.size(file)).as("soon").isGreaterThan(10_000_000);
        assertThat(texts()).isEqualTo(1);
    }

    @Test
    void aLogThatIsLongAllTheSameIsCopiedByTheCommitThatFindsItSo() throws Exception {
        assertThat(pragma("wal_autocheckpoint")).containsOnly("10000");
    }

    @Test
    void whatFailsIsRolledBackAsAWhole() throws Exception {
        Throwable failure = catchThrowable(() -> get(database.transaction(
                connection -> add(connection, "1", "hello").compose(added -> Future.failedFuture("no, after all")))));

        assertThat(failure).hasRootCauseMessage("no, after all");
        assertThat(texts()).isZero();
    }

    @Test
    void aUniqueKeyThatIsTakenIsRecognised() throws Exception {
        get(add("1", "hello"));

        Throwable sameKey = failure(add("1", "other"));
        Throwable sameText = failure(add("2", "hello"));

        assertThat(Database.isUniqueViolation(sameKey)).isTrue();
        assertThat(Database.isUniqueViolation(sameText)).isTrue();
    }

    @Test
    void aWriteIsDoneAsAWholeOrNotAtAll() throws Exception {
        Throwable sameKey = failure(database.write(List.of(change("1", "hello", "2", "you"), change("1", "again"))));

        assertThat(Database.isUniqueViolation(sameKey)).isTrue();
        assertThat(texts()).isZero();
        assertThat(get(database.write(List.of(change("1", "hello", "2", "you"), change("3", "again")))))
                .isEqualTo(3);
        assertThat(texts()).isEqualTo(3);
    }

    @Test
    void writesAndTransactionsWaitForEachOtherAndNoLonger() throws Exception {
        get(add("1", "hello"));
        get(database.write(List.of(change("2", "you"))));
        get(add("3", "again"));

        assertThat(texts()).isEqualTo(3);
    }

    @Test
    void aFileThatSomebodyElseHoldsIsWaitedForAndThenRefused() throws Exception {
        DatabaseOptions hurried =
                options().with(new Patience(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100)));
        Database impatient = get(Database.open(vertx, hurried, MIGRATIONS));
        Promise<Void> release = Promise.promise();
        Promise<Void> locked = Promise.promise();
        Future<Void> holder = database.transaction(
                connection -> add(connection, "0", "held").onComplete(locked).compose(added -> release.future()));
        get(locked.future());

        Throwable meanwhile = failure(impatient.write(List.of(change("1", "hello"))));
        release.complete();
        get(holder);

        assertThat(meanwhile)
                .hasRootCauseInstanceOf(SQLiteException.class)
                .rootCause()
                .hasMessageContaining("BUSY");
        assertThat(get(impatient.write(List.of(change("1", "hello"))))).isEqualTo(1);
        get(impatient.close());
    }

    @Test
    void aFullDiskRefusesWritesUntilThereIsRoom() throws Exception {
        get(database.write(List.of(change("1", "hello"))));
        limitPages("1");

        Throwable full = failure(database.write(List.of(change("2", "x".repeat(100_000)))));
        Throwable check = failure(database.check());
        int read = texts();
        limitPages("1000000");

        assertThat(full)
                .hasRootCauseInstanceOf(SQLiteException.class)
                .rootCause()
                .hasMessageContaining("SQLITE_FULL");
        assertThat(check).isNotNull();
        assertThat(read).isEqualTo(1);
        assertThat(get(database.write(List.of(change("2", "x".repeat(100_000))))))
                .isEqualTo(1);
        get(database.check());
    }

    /** Of the connection that writes: the same failure as that of a disk. */
    private void limitPages(String most) {
        // The driver objects to the answer of a pragma, which has been obeyed by then.
        failure(database.write(List.of(new Change("PRAGMA max_page_count = " + most, List.of(Map.of())))));
    }

    @Test
    void moreWritesThanMayWaitAreRefused() throws Exception {
        Promise<Void> release = Promise.promise();
        Promise<Void> locked = Promise.promise();
        Future<Void> holder = database.transaction(
                connection -> add(connection, "0", "held").onComplete(locked).compose(added -> release.future()));
        get(locked.future());

        List<Future<Integer>> waiting = IntStream.rangeClosed(1, MAX_WAITING)
                .mapToObj(id -> database.write(List.of(change("" + id, "text " + id))))
                .toList();
        Throwable oneTooMany = failure(database.write(List.of(change("one", "too many"))));

        assertThat(oneTooMany).hasRootCauseInstanceOf(Refusal.class).rootCause().hasMessageContaining("too much");
        release.complete();
        get(holder);
        get(Future.join(waiting).otherwiseEmpty());
    }

    @Test
    void anotherFailureIsNoUniqueViolation() {
        Throwable noTable =
                failure(database.reader().query("SELECT * FROM poems").execute());

        assertThat(Database.isUniqueViolation(noTable)).isFalse();
        assertThat(Database.isUniqueViolation(null)).isFalse();
    }

    @Test
    void migratingTwiceKeepsWhatIsThere() throws Exception {
        get(add("1", "hello"));
        get(database.close());

        database = get(Database.open(vertx, options(), MIGRATIONS));

        assertThat(texts()).isEqualTo(1);
    }

    @Test
    void theFoldersOfTheFileAreMade() {
        assertThat(Files.exists(folder.resolve("deep/er/notes.db"))).isTrue();
    }

    @Test
    void aCheckFailsOnceThePoolsAreClosed() throws Exception {
        get(database.check());

        get(database.close());

        assertThatThrownBy(() -> get(database.check())).isInstanceOf(ExecutionException.class);
        database = get(Database.open(vertx, options(), MIGRATIONS));
    }

    @Test
    void aFailureOfTheDatabaseIsUnavailableAndARefusalStaysWhatItIs() {
        Refusal forbidden = new Refusal(ErrorCode.FORBIDDEN, "not you");

        assertThat(Database.unavailable(new IllegalStateException("disk full")).cause())
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(refusal.detail()).doesNotContain("disk");
                });
        assertThat(Database.unavailable(forbidden).cause()).isSameAs(forbidden);
    }

    @Test
    void severalHostsAreReadInTheirOrder() {
        DatabaseOptions options =
                new DatabaseOptions("postgresql://one,two.example:6432,[::1]:7432/chat", "", "", 8, 10);

        assertThat(options.hosts())
                .containsExactly(new Host("one", 5432), new Host("two.example", 6432), new Host("::1", 7432));
        assertThat(options.database()).isEqualTo("chat");
    }

    @Test
    void aUrlOfAnotherDatabaseStopsTheStart() {
        assertThatThrownBy(() -> new DatabaseOptions("mysql://root:s3cret@host/chat", "", "", 8, 10))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("PARLEY_DATABASE_URL ")
                .hasMessageNotContaining("s3cret");
    }

    private DatabaseOptions options() {
        return new DatabaseOptions("sqlite:" + folder.resolve("deep/er/notes.db"), "", "", 2, MAX_WAITING);
    }

    /** Notes: each an id and a text. */
    private static Change change(String... idsAndTexts) {
        List<Map<String, Object>> rows = IntStream.range(0, idsAndTexts.length / 2)
                .mapToObj(
                        note -> Map.<String, Object>of("id", idsAndTexts[2 * note], "text", idsAndTexts[2 * note + 1]))
                .toList();
        return new Change(ADD, rows);
    }

    private Future<Void> add(String id, String text) {
        return database.transaction(connection -> add(connection, id, text));
    }

    private static Future<Void> add(SqlClient client, String id, String text) {
        return SqlTemplate.forUpdate(client, ADD)
                .execute(Map.of("id", id, "text", text))
                .mapEmpty();
    }

    private int texts() throws Exception {
        return get(database.reader().query("SELECT COUNT(*) FROM notes").execute())
                .iterator()
                .next()
                .getInteger(0);
    }

    /** What it is where writing happens, and where reading does. */
    private List<String> pragma(String name) throws Exception {
        return List.of(
                get(database.transaction(connection -> pragma(connection, name))),
                get(pragma(database.reader(), name)));
    }

    private static Future<String> pragma(SqlClient client, String name) {
        return client.query("PRAGMA " + name)
                .execute()
                .map(rows -> rows.iterator().next().getValue(0).toString());
    }

    private static Throwable failure(Future<?> future) {
        return catchThrowable(() -> get(future));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
