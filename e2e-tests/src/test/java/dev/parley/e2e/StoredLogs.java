package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The logs of all rooms as the database has them, whatever Parley says of them. */
final class StoredLogs implements AutoCloseable {
    private static final String HOLES = "SELECT count(*) FROM (SELECT room_id FROM chat_events GROUP BY room_id"
            + " HAVING min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT seq) <> count(*)"
            + " OR count(DISTINCT epoch) <> 1) AS broken";
    private static final String WRONG_HEADS = "SELECT count(*) FROM chat_rooms WHERE head <>"
            + " (SELECT count(*) FROM chat_events WHERE chat_events.room_id = chat_rooms.id)";
    private static final String TWICE = "SELECT count(*) FROM (SELECT client_message_id FROM chat_events"
            + " WHERE client_message_id IS NOT NULL GROUP BY room_id, author_id, client_message_id"
            + " HAVING count(*) > 1) AS doubled";
    private static final String MESSAGES = "SELECT count(*) FROM chat_events WHERE client_message_id IS NOT NULL";

    private final Connection database;

    /** @param url that of JDBC */
    StoredLogs(String url, String user, String password) throws SQLException {
        this.database = DriverManager.getConnection(url, user, password);
    }

    /** Every log is 1, 2, 3, ... to its head, nothing is there twice, and there are so many messages, of all rooms. */
    void requireMessages(long count) throws SQLException {
        assertThat(number(HOLES)).as("logs with a hole").isZero();
        assertThat(number(WRONG_HEADS)).as("rooms with another head").isZero();
        assertThat(number(TWICE)).as("messages that are stored twice").isZero();
        assertThat(number(MESSAGES)).as("messages").isEqualTo(count);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
