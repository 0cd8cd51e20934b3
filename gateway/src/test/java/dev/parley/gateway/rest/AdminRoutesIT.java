package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Command;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.ListUsers;
import dev.parley.contracts.admin.ReadAudit;
import dev.parley.contracts.admin.ReadUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.RotateKeys;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The admin API; what an answer looks like is compared with openapi.json by each request. */
class AdminRoutesIT {
    private static final UserId BOSS = new UserId("u-boss");
    private static final Actor BOSSY = new Actor(BOSS, "bossy", "Bossy", Set.of("user", "admin"));
    private static final String ROOT = "/api/v1/admin";
    private static final String HERE = "127.0.0.1";

    @RegisterExtension
    static final RestServer server = RestServer.start();

    static Stream<Arguments> calls() {
        return Stream.of(
                call("GET", "/users?q=bo&limit=7&cursor=c", 200, new ListUsers(BOSS, "bo", "c", 7)),
                call("GET", "/users/@bob", 200, new ReadUser(BOSS, "@bob")),
                call("POST", "/users/u-bob/disable", 200, new DisableUser(BOSS, "u-bob", HERE)),
                call("POST", "/users/u-bob/enable", 200, new EnableUser(BOSS, "u-bob", HERE)),
                call("PUT", "/users/u-bob/roles", 200, new SetRoles(BOSS, "u-bob", Set.of("moderator"), HERE)),
                call("DELETE", "/users/u-bob/sessions", 200, new RevokeLogins(BOSS, "u-bob", null, null, HERE)),
                call("DELETE", "/users/u-bob/sessions/l1", 200, new RevokeLogins(BOSS, "u-bob", "l1", null, HERE)),
                call("DELETE", "/users/u-bob/tokens/t1", 200, new RevokeLogins(BOSS, "u-bob", null, "t1", HERE)),
                call("DELETE", "/users/u-bob", 204, new EraseUser(BOSS, "u-bob", HERE)),
                call("POST", "/keys/rotate", 201, new RotateKeys(BOSS, HERE)),
                call("GET", "/audit?user=@bob&limit=5", 200, new ReadAudit(BOSS, "@bob", null, 5)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anAdminIsServed(String method, String path, int status, Command<?> command) {
        Response response = asked(server.request(method, path).bearer(server.key.token(BOSSY)), method);

        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(server.services.heard(command.getClass())).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everybodyElseIsForbiddenAndNothingIsAsked(String method, String path, int status, Command<?> command) {
        Actor moderator = new Actor(new UserId("u-mod"), "mod", "Mod", Set.of("user", "moderator"));

        asked(server.alices(method, path), method).refuses(ErrorCode.FORBIDDEN);
        asked(server.request(method, path).bearer(server.key.token(moderator)), method)
                .refuses(ErrorCode.FORBIDDEN);
        asked(server.request(method, path), method).refuses(ErrorCode.UNAUTHENTICATED);

        assertThat(server.services.heard(command.getClass())).isNull();
    }

    @Test
    void aUserIsShownWithItsSessions() {
        JsonObject user = new JsonObject(server.request("GET", ROOT + "/users/@bob")
                .bearer(server.key.token(BOSSY))
                .send()
                .text());

        assertThat(user.getString("username")).isEqualTo("bob");
        assertThat(user.getBoolean("disabled")).isTrue();
        assertThat(user.getJsonArray("roles")).containsExactly("moderator", "user");
        assertThat(user.getJsonArray("sessions").getJsonObject(0).getString("id"))
                .isEqualTo("l1");
    }

    @Test
    void rolesAreAListOfStrings() {
        for (String body : new String[] {"{}", "{\"roles\":\"admin\"}", "{\"roles\":[1]}", "{\"roles\":[null]}"}) {
            server.request("PUT", ROOT + "/users/u-bob/roles")
                    .bearer(server.key.token(BOSSY))
                    .json(body)
                    .send()
                    .refuses(ErrorCode.BAD_REQUEST);
        }
        assertThat(server.services.heard(SetRoles.class)).isNull();
    }

    private static Response asked(Request request, String method) {
        return (method.equals("PUT") ? request.json("{\"roles\":[\"moderator\"]}") : request).send();
    }

    private static Arguments call(String method, String path, int status, Command<?> command) {
        return Arguments.of(method, ROOT + path, status, command);
    }
}
