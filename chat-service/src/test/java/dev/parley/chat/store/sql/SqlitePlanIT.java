package dev.parley.chat.store.sql;

import dev.parley.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set by JUnit and by open()
class SqlitePlanIT implements PlanContract {
    @TempDir
    private Path folder;

    private OpenDatabase database;

    @BeforeEach
    void open() {
        database = new OpenDatabase(TestDatabase.sqlite(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public OpenDatabase database() {
        return database;
    }

    @Override
    public String explain() {
        return "EXPLAIN QUERY PLAN ";
    }

    @Override
    public List<String> furniture() {
        String rooms = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < " + ROOMS + ") ";
        String events =
                "WITH RECURSIVE e(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM e WHERE n < " + EVENTS_OF_A_ROOM + ") ";
        return List.of(
                rooms + "INSERT INTO chat_rooms SELECT 'room-' || n, '', 'PUBLIC', '', 'e1', 1000, 1, 1, '', 0 FROM r",
                rooms + "INSERT INTO chat_members SELECT 'room-' || n, 'user-' || n, 'MEMBER', 1 FROM r",
                events
                        + "INSERT INTO chat_events SELECT r.id, 'e1', n, r.id || '-' || n, 'CHAT', 'user-1', 'id-' || n, 1,"
                        + " '{}' FROM e, chat_rooms r",
                events + "INSERT INTO chat_markers SELECT 'user-' || n, r.id, 'phone', 'e1', 1, n FROM e, chat_rooms r",
                events + "INSERT INTO chat_about SELECT 'user-' || n, r.id, 'e1', n FROM e, chat_rooms r",
                "ANALYZE");
    }

    /** SQLite calls a table by its alias. */
    @Override
    public List<String> scans(String table, List<String> plan) {
        String named = Map.of("chat_events", "(chat_events|e)", "chat_about", "(chat_about|a)")
                .getOrDefault(table, table);
        return plan.stream()
                .filter(step -> step.matches("SCAN " + named + "\\b.*"))
                .toList();
    }
}
