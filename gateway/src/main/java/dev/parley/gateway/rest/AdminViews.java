package dev.parley.gateway.rest;

import dev.parley.contracts.admin.AuditEntry;
import dev.parley.contracts.admin.AuditPage;
import dev.parley.contracts.admin.KeysRotated;
import dev.parley.contracts.admin.LoginView;
import dev.parley.contracts.admin.UserPage;
import dev.parley.contracts.admin.UserView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What admins are shown: the schemas of openapi.json. */
final class AdminViews {
    private AdminViews() {}

    static Answer users(UserPage page) {
        JsonArray items = new JsonArray();
        page.items().forEach(user -> items.add(summary(user)));
        return Answer.json(200, new JsonObject().put("items", items).put("cursor", page.cursor()));
    }

    static Answer user(UserView user) {
        JsonArray sessions = new JsonArray();
        user.logins().forEach(login -> sessions.add(session(login)));
        return Answer.json(200, summary(user).put("sessions", sessions));
    }

    static Answer keys(KeysRotated rotated) {
        return Answer.json(
                201, new JsonObject().put("kid", rotated.keyId()).put("signsFrom", instant(rotated.signsFromMillis())));
    }

    static Answer audit(AuditPage page) {
        JsonArray items = new JsonArray();
        page.items().forEach(entry -> items.add(event(entry)));
        return Answer.json(200, new JsonObject().put("items", items).put("cursor", page.cursor()));
    }

    private static JsonObject summary(UserView user) {
        return new JsonObject()
                .put("id", user.id().value())
                .put("username", user.username())
                .put("displayName", user.displayName())
                .put("roles", new JsonArray(user.roles().stream().sorted().toList()))
                .put("disabled", user.disabled())
                .put("createdAt", instant(user.createdAtMillis()));
    }

    private static JsonObject session(LoginView login) {
        return new JsonObject()
                .put("id", login.id())
                .put("createdAt", instant(login.createdAtMillis()))
                .put("expiresAt", instant(login.expiresAtMillis()));
    }

    private static JsonObject event(AuditEntry entry) {
        return new JsonObject()
                .put("id", entry.id())
                .put("at", instant(entry.atMillis()))
                .put("event", entry.event())
                .put("by", entry.by())
                .put("user", entry.user())
                .put("address", entry.address())
                .put("detail", entry.detail());
    }

    private static String instant(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
