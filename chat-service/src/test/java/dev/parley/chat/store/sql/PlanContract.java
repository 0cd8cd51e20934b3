package dev.parley.chat.store.sql;

import static dev.parley.chat.Vocabulary.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No statement of the stores reads a log, or the markers, from one end to the other: so say the planners. */
interface PlanContract {
    /** Enough that a planner has a reason to use an index. */
    int ROOMS = 40;

    int EVENTS_OF_A_ROOM = 1000;

    /** What grows without end. */
    Set<String> LOGS = Set.of("chat_events", "chat_markers", "chat_about");

    OpenDatabase database();

    /** What fills the tables and tells the planner so. */
    List<String> furniture();

    /** The steps of a plan that read a table from one end to the other. */
    List<String> scans(String table, List<String> plan);

    @Test
    default void noStatementOfTheStoresReadsALogFromOneEndToTheOther() {
        await(database().database().transaction(connection -> {
            Future<?> done = Future.succeededFuture();
            for (String sql : furniture()) {
                done = done.compose(before -> connection.query(sql).execute());
            }
            return done;
        }));

        Map<String, List<String>> found = new TreeMap<>();
        statements().forEach((name, sql) -> {
            List<String> plan = plan(sql);
            LOGS.forEach(table -> {
                if (!scans(table, plan).isEmpty()) {
                    found.put(name + " scans " + table, plan);
                }
            });
        });

        assertThat(found).isEmpty();
    }

    @Test
    default void aScanWouldBeSeen() {
        assertThat(scans("chat_events", plan("SELECT seq FROM chat_events WHERE body = #{body}")))
                .isNotEmpty();
    }

    /** Every constant of the stores that is a statement: a new one is looked at without being listed here. */
    static Map<String, String> statements() {
        Map<String, String> all = new TreeMap<>();
        for (Class<?> store :
                List.of(SqlMessageLog.class, SqlRoomStore.class, SqlMarkerStore.class, SqlTraceStore.class)) {
            for (Field field : store.getDeclaredFields()) {
                if (field.getType() == String.class && text(field).matches("(?s)(SELECT|INSERT|UPDATE|DELETE) .*")) {
                    all.put(store.getSimpleName() + "." + field.getName(), text(field));
                }
            }
        }
        assertThat(all)
                .containsKeys(
                        "SqlMessageLog.ADD_EVENT",
                        "SqlMessageLog.ADVANCE_ROOM",
                        "SqlMessageLog.FIND",
                        "SqlMessageLog.AT",
                        "SqlMessageLog.FORWARD",
                        "SqlMessageLog.BACKWARD",
                        "SqlRoomStore.HEADS",
                        "SqlRoomStore.MINE",
                        "SqlMarkerStore.MOVE",
                        "SqlMarkerStore.NAMED",
                        "SqlMarkerStore.FORGET",
                        "SqlTraceStore.WRITTEN",
                        "SqlTraceStore.ABOUT",
                        "SqlTraceStore.SETTLE_GONE");
        return all;
    }

    private static String text(Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new LinkageError(field.toString(), e);
        }
    }

    private List<String> plan(String sql) {
        List<List<String>> keys = IntStream.range(0, 16)
                .mapToObj(key -> List.of("room-" + key, "user-1", "id-" + key))
                .toList();
        int width = sql.contains("(room_id, author_id, client_message_id)")
                ? 3
                : sql.contains("(room_id, user_id)") ? 2 : 1;
        Parameters in =
                Parameters.of(keys.stream().map(key -> key.subList(0, width)).toList());
        Map<String, Object> parameters = new HashMap<>(values());
        parameters.putAll(in.values());
        parameters.put("after", sql.contains("e.seq >") ? (Object) 500L : "");
        return await(database()
                .database()
                .transaction(connection -> SqlTemplate.forQuery(
                                connection, explain() + sql.replace(Answers.VALUES, in.sql()))
                        .execute(parameters)
                        .map(rows -> {
                            List<String> plan = new ArrayList<>();
                            rows.forEach(row -> plan.add(row.getString(row.size() - 1)));
                            return plan;
                        })));
    }

    /** What comes before a statement to be shown its plan. */
    String explain();

    private static Map<String, Object> values() {
        return Map.ofEntries(
                Map.entry("id", "room-1"),
                Map.entry("room", "room-1"),
                Map.entry("room_id", "room-1"),
                Map.entry("epoch", "e1"),
                Map.entry("user", "user-1"),
                Map.entry("user_id", "user-1"),
                Map.entry("author_id", "user-1"),
                Map.entry("name", "phone"),
                Map.entry("visibility", "PUBLIC"),
                Map.entry("topic", ""),
                Map.entry("search", "room"),
                Map.entry("query", "%room%"),
                Map.entry("type", "CHAT"),
                Map.entry("client_message_id", "id-1"),
                Map.entry("body", "{}"),
                Map.entry("erased", "%erased"),
                Map.entry("role", "MEMBER"),
                Map.entry("seq", 500L),
                Map.entry("head", 1000L),
                Map.entry("members", 1L),
                Map.entry("joined_seq", 1L),
                Map.entry("created_at", 1L),
                Map.entry("sent_at", 1L),
                Map.entry("active_at", Long.MAX_VALUE),
                Map.entry("before", Long.MAX_VALUE),
                Map.entry("limit", 100L),
                Map.entry("seeded_at", 1L),
                Map.entry("day", 10L));
    }
}
