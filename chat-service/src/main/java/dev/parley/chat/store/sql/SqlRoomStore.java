package dev.parley.chat.store.sql;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.ListedRoom;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rooms as rows of {@code chat_rooms}, people in them as rows of {@code chat_members}. */
public final class SqlRoomStore implements RoomStore {
    private static final String ROOM =
            "r.id, r.name, r.visibility, r.topic, r.epoch, r.head, r.members, r.bans, r.created_at";
    static final String ROOMS = "SELECT " + ROOM + " FROM chat_rooms r WHERE r.id IN (" + Answers.VALUES + ")";
    static final String STANDINGS =
            "SELECT room_id, user_id, role, joined_seq FROM chat_members WHERE (room_id, user_id) IN (" + Answers.VALUES
                    + ")";
    static final String OWNERS =
            "SELECT room_id, user_id FROM chat_members WHERE role = 'OWNER' AND room_id IN (" + Answers.VALUES + ")";
    static final String MEMBERS = """
            SELECT user_id, role, joined_seq FROM chat_members
            WHERE room_id = #{room} AND user_id > #{after} AND role NOT IN ('BANNED', 'ERASED')
            ORDER BY user_id LIMIT #{limit}
            """;
    static final String HEADS = "SELECT id, epoch, head FROM chat_rooms WHERE id IN (" + Answers.VALUES + ")";
    static final String MINE = "SELECT " + ROOM + """
                    , m.role, e.body AS newest, COALESCE(e.sent_at, r.created_at) AS active_at
                    FROM chat_members m
                    JOIN chat_rooms r ON r.id = m.room_id
                    LEFT JOIN chat_events e ON e.room_id = r.id AND e.epoch = r.epoch AND e.seq = r.head
                    WHERE m.user_id = #{user} AND m.role NOT IN ('BANNED', 'ERASED') AND r.search LIKE #{query} ESCAPE '!'
                      AND (COALESCE(e.sent_at, r.created_at), r.id) < (#{active_at}, #{after})
                    ORDER BY COALESCE(e.sent_at, r.created_at) DESC, r.id DESC
                    LIMIT #{limit}
                    """;
    static final String PUBLIC = "SELECT " + ROOM + """
                    , m.role, r.created_at AS active_at
                    FROM chat_rooms r
                    LEFT JOIN chat_members m ON m.room_id = r.id AND m.user_id = #{user} AND m.role NOT IN ('BANNED', 'ERASED')
                    WHERE r.visibility = 'PUBLIC' AND r.search LIKE #{query} ESCAPE '!' AND r.id > #{after}
                    ORDER BY r.id
                    LIMIT #{limit}
                    """;
    private static final String SEED_ONCE = """
            INSERT INTO chat_seeds (name, seeded_at) VALUES (#{name}, #{seeded_at})
            ON CONFLICT (name) DO NOTHING
            RETURNING name
            """;
    private static final String SEED_ROOM = """
            INSERT INTO chat_rooms (id, name, visibility, topic, epoch, head, members, created_at, search)
            VALUES (#{id}, #{name}, #{visibility}, #{topic}, #{epoch}, #{head}, #{members}, #{created_at}, #{search})
            ON CONFLICT (id) DO NOTHING
            """;

    private final Database database;

    public SqlRoomStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Map<RoomId, Room>> rooms(Collection<RoomId> ids) {
        return Answers.queryAll(database.reader(), single(ids), ROOMS, Rows::room)
                .map(rooms -> rooms.stream().collect(Collectors.toMap(Room::id, room -> room)));
    }

    @Override
    public Future<Map<MemberKey, Standing>> standings(Collection<MemberKey> keys) {
        List<List<String>> values = keys.stream()
                .map(key -> List.of(key.room().value(), key.user().value()))
                .toList();
        return Answers.queryAll(
                        database.reader(), values, STANDINGS, row -> Map.entry(Rows.memberKey(row), Rows.standing(row)))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Future<Map<RoomId, Set<UserId>>> owners(Collection<RoomId> ids) {
        return Answers.queryAll(database.reader(), single(ids), OWNERS, Rows::memberKey)
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                MemberKey::room, Collectors.mapping(MemberKey::user, Collectors.toSet()))));
    }

    @Override
    public Future<List<Membership>> members(RoomId room, Optional<UserId> after, int limit) {
        Map<String, Object> parameters = Map.of(
                "room", room.value(),
                "after", after.map(UserId::value).orElse(""),
                "limit", (long) limit);
        return Answers.query(database.reader(), MEMBERS, parameters, Rows::membership);
    }

    @Override
    public Future<Map<RoomId, Position>> heads(Collection<RoomId> ids) {
        return Answers.queryAll(
                        database.reader(),
                        single(ids),
                        HEADS,
                        row -> Map.entry(
                                new RoomId(row.getString("id")),
                                new Position(new Epoch(row.getString("epoch")), row.getLong("head"))))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Future<List<ListedRoom>> mine(UserId user, String query, Optional<MineCursor> after, int limit) {
        Map<String, Object> parameters = listing(user, query, limit);
        parameters.put(
                "active_at",
                after.map(cursor -> cursor.activeAt().toEpochMilli()).orElse(Long.MAX_VALUE));
        parameters.put("after", after.map(cursor -> cursor.room().value()).orElse(""));
        return Answers.query(
                database.reader(), MINE, parameters, row -> listed(row, Optional.ofNullable(row.getString("newest"))));
    }

    @Override
    public Future<List<ListedRoom>> publicRooms(UserId user, String query, Optional<RoomId> after, int limit) {
        Map<String, Object> parameters = listing(user, query, limit);
        parameters.put("after", after.map(RoomId::value).orElse(""));
        return Answers.query(database.reader(), PUBLIC, parameters, row -> listed(row, Optional.empty()));
    }

    private static Map<String, Object> listing(UserId user, String query, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user", user.value());
        parameters.put("query", "%" + escaped(query.toLowerCase(Locale.ROOT)) + "%");
        parameters.put("limit", (long) limit);
        return parameters;
    }

    /** What a person types is looked for as it is: no wildcards. */
    private static String escaped(String query) {
        return query.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static ListedRoom listed(Row row, Optional<String> newest) {
        return new ListedRoom(
                Rows.room(row),
                Optional.ofNullable(row.getString("role")).map(Role::valueOf),
                newest.map(EventBody::of),
                Instant.ofEpochMilli(row.getLong("active_at")));
    }

    private static List<List<String>> single(Collection<RoomId> ids) {
        return ids.stream().map(id -> List.of(id.value())).toList();
    }

    @Override
    public Future<Void> seed(Room lobby) {
        Map<String, Object> once = Map.of(
                "name", lobby.id().value(),
                "seeded_at", lobby.createdAt().toEpochMilli());
        return Answers.bounded(database.transaction(connection -> SqlTemplate.forQuery(connection, SEED_ONCE)
                .execute(once)
                .compose(seeded -> seeded.iterator().hasNext()
                        ? SqlTemplate.forUpdate(connection, SEED_ROOM)
                                .execute(Rows.of(lobby))
                                .mapEmpty()
                        : Future.succeededFuture())));
    }
}
