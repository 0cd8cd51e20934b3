package dev.parley.chat.store.sql;

import dev.parley.chat.domain.Ban;
import dev.parley.chat.domain.Erased;
import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.About;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between rows and the domain. */
final class Rows {
    /** These stand where a member has its role. */
    static final String BANNED = "BANNED";

    static final String ERASED = "ERASED";

    private Rows() {}

    static Map<String, Object> of(Room room) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", room.id().value());
        row.put("name", room.name());
        row.put("visibility", room.visibility().name());
        row.put("topic", room.topic());
        row.put("epoch", room.epoch().value());
        row.put("head", room.head());
        row.put("members", room.members());
        row.put("bans", room.bans());
        row.put("created_at", room.createdAt().toEpochMilli());
        row.put("search", (room.id().value() + "\n" + room.name()).toLowerCase(Locale.ROOT));
        return row;
    }

    static Room room(Row row) {
        return new Room(
                new RoomId(row.getString("id")),
                row.getString("name"),
                Visibility.valueOf(row.getString("visibility")),
                row.getString("topic"),
                new Epoch(row.getString("epoch")),
                row.getLong("head"),
                row.getLong("members"),
                row.getLong("bans"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    static Map<String, Object> of(MemberKey key, Standing standing) {
        Map<String, Object> row = of(key);
        if (standing instanceof Membership member) {
            row.put("role", member.role().name());
            row.put("joined_seq", member.joinedAt());
        } else if (standing instanceof Ban ban) {
            row.put("role", BANNED);
            row.put("joined_seq", ban.bannedAt());
        } else if (standing instanceof Erased erased) {
            row.put("role", ERASED);
            row.put("joined_seq", erased.erasedAt());
        }
        return row;
    }

    static Map<String, Object> of(MemberKey key) {
        Map<String, Object> row = new HashMap<>();
        row.put("room_id", key.room().value());
        row.put("user_id", key.user().value());
        return row;
    }

    static MemberKey memberKey(Row row) {
        return new MemberKey(new RoomId(row.getString("room_id")), new UserId(row.getString("user_id")));
    }

    static Membership membership(Row row) {
        return new Membership(
                new UserId(row.getString("user_id")), Role.valueOf(row.getString("role")), row.getLong("joined_seq"));
    }

    static Standing standing(Row row) {
        return switch (row.getString("role")) {
            case BANNED -> new Ban(new UserId(row.getString("user_id")), row.getLong("joined_seq"));
            case ERASED -> new Erased(new UserId(row.getString("user_id")), row.getLong("joined_seq"));
            default -> membership(row);
        };
    }

    static Map<String, Object> of(StoredEvent stored) {
        LoggedEvent event = stored.event();
        ClientMessageId clientId = event.clientMessageId();
        Map<String, Object> row = new HashMap<>();
        row.put("room_id", stored.room().value());
        row.put("epoch", stored.epoch().value());
        row.put("seq", event.sequence());
        row.put("id", stored.id());
        row.put("type", event.type().name());
        row.put("author_id", stored.author().value());
        row.put("client_message_id", clientId == null ? null : clientId.value());
        row.put("sent_at", stored.sentAt().toEpochMilli());
        row.put("body", event.body().json());
        return row;
    }

    static StoredEvent stored(Row row) {
        return new StoredEvent(
                new RoomId(row.getString("room_id")),
                new Epoch(row.getString("epoch")),
                row.getString("id"),
                new UserId(row.getString("author_id")),
                Instant.ofEpochMilli(row.getLong("sent_at")),
                logged(row, row.getString("client_message_id")));
    }

    /** As it is shown: what an erased writer called it is kept to know it again (I2), and not shown. */
    static LoggedEvent logged(Row row) {
        LoggedEvent event = logged(row, row.getString("client_message_id"));
        return event.body().isErased() ? logged(row, null) : event;
    }

    private static LoggedEvent logged(Row row, @Nullable String clientId) {
        return new LoggedEvent(
                row.getLong("seq"),
                EventType.valueOf(row.getString("type")),
                clientId == null ? null : new ClientMessageId(clientId),
                EventBody.of(row.getString("body")));
    }

    static Map<String, Object> of(About about) {
        return Map.of(
                "user_id", about.user().value(),
                "room_id", about.room().value(),
                "epoch", about.position().epoch().value(),
                "seq", about.position().sequence());
    }
}
