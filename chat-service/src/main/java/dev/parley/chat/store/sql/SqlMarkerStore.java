package dev.parley.chat.store.sql;

import dev.parley.chat.store.MarkerKey;
import dev.parley.chat.store.MarkerStore;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Change;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Markers as rows of {@code chat_markers}. */
public final class SqlMarkerStore implements MarkerStore {
    static final String MOVE = """
            INSERT INTO chat_markers (user_id, room_id, name, epoch, seq, used_day)
            SELECT CAST(#{user_id} AS TEXT), r.id, CAST(#{name} AS TEXT), r.epoch, CAST(#{seq} AS BIGINT),
                   CAST(#{day} AS BIGINT)
            FROM chat_rooms r WHERE r.id = #{room_id} AND r.epoch = #{epoch}
            ON CONFLICT (user_id, room_id, name)
            DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, used_day = excluded.used_day
            WHERE chat_markers.epoch <> excluded.epoch OR chat_markers.seq <= excluded.seq
            """;
    static final String NAMED =
            "SELECT name, epoch, seq FROM chat_markers WHERE user_id = #{user_id} AND room_id = #{room_id} AND name <> ''";
    static final String FORGET_PERSON = "DELETE FROM chat_markers WHERE user_id = #{user_id}";
    static final String FORGET = """
            DELETE FROM chat_markers WHERE (user_id, room_id, name) IN (
                SELECT user_id, room_id, name FROM chat_markers
                WHERE used_day < #{day} ORDER BY used_day LIMIT #{limit})
            """;

    private final Database database;

    public SqlMarkerStore(Database database) {
        this.database = database;
    }

    /** In one order everywhere, so that two processes wait for each other and never deadlock. */
    @Override
    public Future<Void> move(Map<MarkerKey, Position> markers, long day) {
        List<Map<String, Object>> rows = markers.entrySet().stream()
                .map(marker -> row(marker.getKey(), marker.getValue(), day))
                .sorted(Comparator.comparing((Map<String, Object> row) -> (String) row.get("user_id"))
                        .thenComparing(row -> (String) row.get("room_id"))
                        .thenComparing(row -> (String) row.get("name")))
                .toList();
        return Answers.bounded(database.write(List.of(new Change(MOVE, rows)))).mapEmpty();
    }

    @Override
    public Future<Map<DurableName, Position>> named(RoomId room, UserId user) {
        return Answers.query(
                        database.reader(),
                        NAMED,
                        Map.of("user_id", user.value(), "room_id", room.value()),
                        row -> Map.entry(
                                new DurableName(row.getString("name")),
                                new Position(new Epoch(row.getString("epoch")), row.getLong("seq"))))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Future<Void> forget(UserId user) {
        Map<String, Object> row = Map.of("user_id", user.value());
        return Answers.bounded(database.write(List.of(new Change(FORGET_PERSON, List.of(row)))))
                .mapEmpty();
    }

    @Override
    public Future<Integer> forgetUnused(long beforeDay, int limit) {
        Map<String, Object> row = Map.of("day", beforeDay, "limit", (long) limit);
        return Answers.bounded(database.write(List.of(new Change(FORGET, List.of(row)))));
    }

    private static Map<String, Object> row(MarkerKey key, Position position, long day) {
        Map<String, Object> row = new HashMap<>();
        row.put("user_id", key.user().value());
        row.put("room_id", key.room().value());
        row.put("name", key.name().map(DurableName::value).orElse(""));
        row.put("epoch", position.epoch().value());
        row.put("seq", position.sequence());
        row.put("day", day);
        return row;
    }
}
