package dev.parley.chat.store.sql;

import dev.parley.chat.domain.Room;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.Window;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.platform.sql.Change;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The log as rows of {@code chat_events}; the unique keys there are what everything else rests on. */
public final class SqlMessageLog implements MessageLog {
    static final String ADD_ROOM = """
            INSERT INTO chat_rooms (id, name, visibility, topic, epoch, head, members, bans, created_at, search)
            VALUES (#{id}, #{name}, #{visibility}, #{topic}, #{epoch}, #{head}, #{members}, #{bans}, #{created_at},
                    #{search})
            """;
    /**
     * A head of nothing, which the table refuses, where another log was put in the place of the one that the batch is of:
     * drivers differ in how they tell the rows that a batch has changed.
     */
    static final String ADVANCE_ROOM = """
            UPDATE chat_rooms SET head = CASE WHEN epoch = #{epoch} THEN CAST(#{head} AS BIGINT) END, members = #{members}
            WHERE id = #{id}
            """;

    /** Behind the advance, and only where something of it has changed: nearly no event does. */
    static final String DESCRIBE_ROOM = """
            UPDATE chat_rooms SET name = #{name}, visibility = #{visibility}, topic = #{topic}, search = #{search},
                   bans = #{bans}
            WHERE id = #{id}
            """;

    static final String ADD_EVENT = """
            INSERT INTO chat_events (room_id, epoch, seq, id, type, author_id, client_message_id, sent_at, body)
            VALUES (#{room_id}, #{epoch}, #{seq}, #{id}, #{type}, #{author_id}, #{client_message_id}, #{sent_at},
                    #{body})
            """;
    static final String ADD_ABOUT = """
            INSERT INTO chat_about (user_id, room_id, epoch, seq) VALUES (#{user_id}, #{room_id}, #{epoch}, #{seq})
            """;
    static final String PUT_MEMBER = """
            INSERT INTO chat_members (room_id, user_id, role, joined_seq)
            VALUES (#{room_id}, #{user_id}, #{role}, #{joined_seq})
            ON CONFLICT (room_id, user_id) DO UPDATE SET role = excluded.role, joined_seq = excluded.joined_seq
            """;
    static final String REMOVE_MEMBER = "DELETE FROM chat_members WHERE room_id = #{room_id} AND user_id = #{user_id}";
    static final String EVENT = "room_id, epoch, seq, id, type, author_id, client_message_id, sent_at, body";
    static final String FIND = "SELECT " + EVENT
            + " FROM chat_events WHERE (room_id, author_id, client_message_id) IN (" + Answers.VALUES + ")";
    static final String AT =
            "SELECT " + EVENT + " FROM chat_events WHERE room_id = #{room} AND epoch = #{epoch} AND seq = #{seq}";
    private static final String WINDOW = """
            SELECT e.seq, e.type, e.client_message_id, e.body
            FROM chat_events e JOIN chat_rooms r ON r.id = e.room_id AND r.epoch = e.epoch
            WHERE e.room_id = #{room} AND e.seq > #{after} AND e.seq < #{before}
            """;
    static final String FORWARD = WINDOW + "ORDER BY e.seq LIMIT #{limit}";
    static final String BACKWARD = WINDOW + "ORDER BY e.seq DESC LIMIT #{limit}";

    private final Database database;

    public SqlMessageLog(Database database) {
        this.database = database;
    }

    @Override
    public Future<Appended> append(Batch batch) {
        Future<Appended> appended = database.write(changes(batch)).map(done -> Appended.COMMITTED);
        return Answers.bounded(appended.recover(SqlMessageLog::conflictOrFailure));
    }

    private static Future<Appended> conflictOrFailure(Throwable failure) {
        return Database.isUniqueViolation(failure) || Database.isNullViolation(failure)
                ? Future.succeededFuture(Appended.CONFLICT)
                : Future.failedFuture(failure);
    }

    /** In the order of the rooms' ids, so that two owners at once wait for each other and never deadlock. */
    private static List<Change> changes(Batch batch) {
        List<Map<String, Object>> events = batch.events().stream()
                .sorted(Comparator.comparing((StoredEvent event) -> event.room().value())
                        .thenComparing(event -> event.event().sequence()))
                .map(Rows::of)
                .toList();
        List<Map<String, Object>> members = new ArrayList<>();
        List<Map<String, Object>> gone = new ArrayList<>();
        batch.members().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<MemberKey, ?> entry) ->
                                entry.getKey().room().value())
                        .thenComparing(entry -> entry.getKey().user().value()))
                .forEach(entry -> entry.getValue()
                        .ifPresentOrElse(
                                standing -> members.add(Rows.of(entry.getKey(), standing)),
                                () -> gone.add(Rows.of(entry.getKey()))));
        return Stream.of(
                        new Change(ADD_ROOM, rooms(batch.created())),
                        new Change(ADD_EVENT, events),
                        new Change(
                                ADD_ABOUT, batch.about().stream().map(Rows::of).toList()),
                        new Change(PUT_MEMBER, members),
                        new Change(REMOVE_MEMBER, gone),
                        new Change(ADVANCE_ROOM, rooms(batch.advanced())),
                        new Change(DESCRIBE_ROOM, rooms(batch.described())))
                .filter(change -> !change.rows().isEmpty())
                .toList();
    }

    private static List<Map<String, Object>> rooms(List<Room> rooms) {
        return rooms.stream()
                .sorted(Comparator.comparing(room -> room.id().value()))
                .map(Rows::of)
                .toList();
    }

    @Override
    public Future<Map<ClientKey, StoredEvent>> find(Collection<ClientKey> keys) {
        List<List<String>> values = keys.stream()
                .map(key -> List.of(
                        key.room().value(), key.author().value(), key.id().value()))
                .toList();
        return Answers.queryAll(database.reader(), values, FIND, Rows::stored).map(found -> {
            Map<ClientKey, StoredEvent> byKey = new HashMap<>();
            found.forEach(event -> event.clientKey().ifPresent(key -> byKey.put(key, event)));
            return byKey;
        });
    }

    @Override
    public Future<Optional<StoredEvent>> at(RoomId room, Position position) {
        return Answers.query(
                        database.reader(),
                        AT,
                        Map.of(
                                "room", room.value(),
                                "epoch", position.epoch().value(),
                                "seq", position.sequence()),
                        Rows::stored)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<EventPage> read(RoomId room, Window window) {
        Map<String, Object> parameters = Map.of(
                "room", room.value(),
                "after", window.lowerBound(),
                "before", window.upperBound(),
                "limit", window.limit() + 1L);
        return Answers.query(database.reader(), window.isForward() ? FORWARD : BACKWARD, parameters, Rows::logged)
                .map(found -> page(found, window));
    }

    private static EventPage page(List<LoggedEvent> found, Window window) {
        boolean hasMore = found.size() > window.limit();
        List<LoggedEvent> events = new ArrayList<>(hasMore ? found.subList(0, window.limit()) : found);
        if (!window.isForward()) {
            Collections.reverse(events);
        }
        return new EventPage(events, hasMore);
    }
}
