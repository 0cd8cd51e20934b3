package dev.parley.gateway.rest;

import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.Member;
import dev.parley.contracts.chat.MemberPage;
import dev.parley.contracts.chat.RoomPage;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.RoomPresence;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The replies of the services as clients see them: the schemas of openapi.json. */
final class Representations {
    private Representations() {}

    static JsonObject user(Profile profile) {
        return new JsonObject()
                .put("id", profile.id().value())
                .put("username", profile.username())
                .put("displayName", profile.displayName())
                .put("roles", new JsonArray(profile.roles().stream().sorted().toList()));
    }

    /** A token response (RFC 6749, 5.1), with whose it is. */
    static Answer tokens(int status, Tokens tokens) {
        JsonObject body = new JsonObject()
                .put("access_token", tokens.accessToken().value())
                .put("token_type", "Bearer")
                .put("expires_in", tokens.expiresInSeconds())
                .put("refresh_token", tokens.refreshToken().value())
                .put("user", user(tokens.user()));
        return Answer.json(status, body).with("Pragma", "no-cache");
    }

    static Buffer room(RoomView room) {
        JsonObject json = new JsonObject()
                .put("id", room.id().value())
                .put("name", room.name())
                .put("visibility", lowerCase(room.visibility()))
                .put("topic", room.topic())
                .put("epoch", room.head().epoch().value())
                .put("head", room.head().sequence())
                .put("role", lowerCase(room.role()))
                .put("members", room.members())
                .put("createdAt", instant(room.createdAtMillis()));
        EventBody lastEvent = room.lastEvent();
        return lastEvent == null ? json.toBuffer() : Json.with(json, "lastEvent", event(lastEvent));
    }

    static Buffer rooms(RoomPage page) {
        List<Buffer> items = page.items().stream().map(Representations::room).toList();
        return Json.with(new JsonObject().put("cursor", page.cursor()), "items", Json.array(items));
    }

    static Buffer event(EventBody body) {
        return Buffer.buffer(body.utf8());
    }

    static Buffer events(HistoryPage page) {
        List<Buffer> items =
                page.events().stream().map(event -> event(event.body())).toList();
        JsonObject json = new JsonObject()
                .put("epoch", page.head().epoch().value())
                .put("head", page.head().sequence())
                .put("hasMore", page.hasMore());
        return Json.with(json, "items", Json.array(items));
    }

    static JsonObject members(MemberPage page, Map<UserId, Profile> named) {
        JsonArray items = new JsonArray();
        page.items().forEach(member -> items.add(member(member, Optional.ofNullable(named.get(member.user())))));
        return new JsonObject().put("items", items).put("cursor", page.cursor());
    }

    /** A member, whose names are null where it has no account: a guest, or one whose account is gone. */
    static JsonObject member(Member member, Optional<Profile> named) {
        return new JsonObject()
                .put("userId", member.user().value())
                .put("username", named.map(Profile::username).orElse(null))
                .put("displayName", named.map(Profile::displayName).orElse(null))
                .put("role", lowerCase(member.role()));
    }

    static JsonObject presence(RoomPresence presence) {
        JsonArray items = new JsonArray();
        presence.people().forEach(person -> items.add(person(person)));
        return new JsonObject().put("items", items).put("online", presence.online());
    }

    private static JsonObject person(PersonState person) {
        return new JsonObject()
                .put("userId", person.who().id().value())
                .put("username", person.who().username())
                .put("state", person.online() ? "online" : "offline")
                .put("lastSeen", instant(person.lastSeenMillis()));
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static String instant(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
