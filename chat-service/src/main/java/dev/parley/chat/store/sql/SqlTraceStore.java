package dev.parley.chat.store.sql;

import dev.parley.chat.store.About;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.TraceStore;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Change;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Traces of people: their rows of {@code chat_members} and {@code chat_about}, and the events that these lead to. No log is
 * read from one end to the other.
 */
public final class SqlTraceStore implements TraceStore {
    static final String ROOMS = """
            SELECT room_id FROM chat_members WHERE user_id = #{user_id}
            UNION SELECT room_id FROM chat_about WHERE user_id = #{user_id}
            LIMIT #{limit}
            """;
    /** By the unique key of what is stored once: (room_id, author_id, client_message_id). */
    static final String WRITTEN = "SELECT " + SqlMessageLog.EVENT + """
             FROM chat_events WHERE room_id = #{room_id} AND author_id = #{user_id} AND body NOT LIKE #{erased}
            LIMIT #{limit}
            """;

    static final String ABOUT = "SELECT e." + SqlMessageLog.EVENT.replace(", ", ", e.") + """
             FROM chat_about a
            JOIN chat_events e ON e.room_id = a.room_id AND e.epoch = a.epoch AND e.seq = a.seq
            WHERE a.user_id = #{user_id} AND a.room_id = #{room_id}
            LIMIT #{limit}
            """;
    static final String REWRITE =
            "UPDATE chat_events SET body = #{body} WHERE room_id = #{room_id} AND epoch = #{epoch} AND seq = #{seq}";
    static final String SETTLE = """
            DELETE FROM chat_about
            WHERE user_id = #{user_id} AND room_id = #{room_id} AND epoch = #{epoch} AND seq = #{seq}
            """;
    /** Of events that an operator took away. */
    static final String SETTLE_GONE = """
            DELETE FROM chat_about WHERE user_id = #{user_id} AND room_id = #{room_id} AND NOT EXISTS (
                SELECT 1 FROM chat_events e
                WHERE e.room_id = chat_about.room_id AND e.epoch = chat_about.epoch AND e.seq = chat_about.seq)
            """;

    static final String FORGET = """
            DELETE FROM chat_members WHERE room_id = #{room_id} AND user_id = #{user_id}
              AND (role = 'ERASED' OR NOT EXISTS (SELECT 1 FROM chat_rooms r WHERE r.id = chat_members.room_id))
            """;

    private static final String ERASED = "%" + EventBody.ERASED_END;

    private final Database database;

    public SqlTraceStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<RoomId>> rooms(UserId user, int limit) {
        return Answers.query(
                database.reader(),
                ROOMS,
                Map.of("user_id", user.value(), "limit", (long) limit),
                row -> new RoomId(row.getString("room_id")));
    }

    @Override
    public Future<List<StoredEvent>> written(RoomId room, UserId user, int limit) {
        Map<String, Object> parameters =
                Map.of("room_id", room.value(), "user_id", user.value(), "erased", ERASED, "limit", (long) limit);
        return Answers.query(database.reader(), WRITTEN, parameters, Rows::stored);
    }

    @Override
    public Future<List<StoredEvent>> about(RoomId room, UserId user, int limit) {
        Map<String, Object> parameters =
                Map.of("room_id", room.value(), "user_id", user.value(), "limit", (long) limit);
        return Answers.query(database.reader(), ABOUT, parameters, Rows::stored);
    }

    /** In one order everywhere, so that two processes wait for each other and never deadlock. */
    @Override
    public Future<Void> rewrite(UserId user, List<StoredEvent> events) {
        List<StoredEvent> sorted = events.stream()
                .sorted(Comparator.comparing(
                                (StoredEvent event) -> event.epoch().value())
                        .thenComparing(event -> event.event().sequence()))
                .toList();
        return write(
                new Change(REWRITE, sorted.stream().map(Rows::of).toList()),
                new Change(
                        SETTLE,
                        sorted.stream()
                                .map(event -> Rows.of(new About(user, event.room(), event.position())))
                                .toList()));
    }

    @Override
    public Future<Void> forget(RoomId room, UserId user) {
        List<Map<String, Object>> row = List.of(Map.of("room_id", room.value(), "user_id", user.value()));
        return write(new Change(SETTLE_GONE, row), new Change(FORGET, row));
    }

    private Future<Void> write(Change... changes) {
        return Answers.bounded(database.write(List.of(changes))).mapEmpty();
    }
}
