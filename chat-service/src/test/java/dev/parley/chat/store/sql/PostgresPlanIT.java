package dev.parley.chat.store.sql;

import dev.parley.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresPlanIT implements PlanContract {
    private final OpenDatabase database = new OpenDatabase(TestDatabase.postgres());

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
        return "EXPLAIN ";
    }

    @Override
    public List<String> furniture() {
        String rooms = " FROM generate_series(1, " + ROOMS + ") n";
        String events = " FROM chat_rooms r, generate_series(1, " + EVENTS_OF_A_ROOM + ") n";
        return List.of(
                "INSERT INTO chat_rooms SELECT 'room-' || n, '', 'PUBLIC', '', 'e1', 1000, 1, 1, '', 0" + rooms,
                "INSERT INTO chat_members SELECT 'room-' || n, 'user-' || n, 'MEMBER', 1" + rooms,
                "INSERT INTO chat_events SELECT r.id, 'e1', n, r.id || '-' || n, 'CHAT', 'user-1', 'id-' || n, 1, '{}'"
                        + events,
                "INSERT INTO chat_markers SELECT 'user-' || n, r.id, 'phone', 'e1', 1, n" + events,
                "INSERT INTO chat_about SELECT 'user-' || n, r.id, 'e1', n" + events,
                "ANALYZE");
    }

    @Override
    public List<String> scans(String table, List<String> plan) {
        return plan.stream()
                .filter(step -> step.matches(".*Seq Scan on " + table + "\\b.*"))
                .toList();
    }
}
