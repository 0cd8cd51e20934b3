package dev.parley.chat.store.sql;

import static dev.parley.chat.Vocabulary.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.TestDatabase;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happened to people before there was a note of it is found when the tables are migrated. */
class ErasingMigrationIT {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path folder;

    static Stream<DatabaseOptions> databases() {
        return Stream.of(TestDatabase.sqlite(folder), TestDatabase.postgres());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void actsOfBeforeAreFound(DatabaseOptions options) {
        try (OpenDatabase before = new OpenDatabase(options)) {
            List<String> asItWas = List.of(
                    event(1, "JOIN", "bob", "{\"type\":\"JOIN\"}"),
                    event(
                            2,
                            "BAN",
                            "alice",
                            "{\"seq\":2,\"targetId\":\"bob\",\"target\":\"B \\\"o\\\" b \ud83d\udc4d\"}"),
                    event(3, "CHAT", "alice", "{\"message\":\"\\\"targetId\\\":\\\"carol\\\"\"}"),
                    event(4, "LEAVE", "alice", "{\"type\":\"LEAVE\"}"),
                    "DROP TABLE chat_about",
                    "DELETE FROM flyway_chat WHERE version = '4'");
            await(before.transaction(connection -> {
                Future<?> done = Future.succeededFuture();
                for (String sql : asItWas) {
                    done = done.compose(next -> connection.query(sql).execute());
                }
                return done;
            }));
        }

        try (OpenDatabase after = new OpenDatabase(options)) {
            RoomId room = new RoomId("garden");
            assertThat(await(after.traces().about(room, new UserId("bob"), 10)))
                    .extracting(event -> event.event().sequence())
                    .containsExactly(2L);
            assertThat(await(after.traces().about(room, new UserId("alice"), 10)))
                    .extracting(event -> event.event().sequence())
                    .containsExactly(4L);
            assertThat(await(after.traces().rooms(new UserId("carol"), 10))).isEmpty();
        }
    }

    private static String event(long sequence, String type, String author, String body) {
        return "INSERT INTO chat_events (room_id, epoch, seq, id, type, author_id, sent_at, body) VALUES ('garden', 'e1', "
                + sequence + ", 'i', '" + type + "', '" + author + "', 0, '" + body + "')";
    }
}
