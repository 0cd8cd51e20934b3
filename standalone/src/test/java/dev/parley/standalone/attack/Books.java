package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The only admin there is, and what it reads: the accounts, the keys and the audit log, which an attack must not change. */
final class Books {
    private static final int OK = 200;

    private final Attacked parley;
    private final String admin;

    Books(Attacked parley) {
        this.parley = parley;
        this.admin = parley.signIn(Attacked.ADMIN).json().getString("access_token");
    }

    /** The admin asks. */
    Http.Answer ask(String method, String path, String body) {
        return parley.http().as(admin, method, "/api/v1/admin" + path, body);
    }

    /** The admin gives somebody roles. */
    void setRoles(String username, String... roles) {
        String body =
                new JsonObject().put("roles", new JsonArray(List.of(roles))).encode();
        assertThat(ask("PUT", "/users/@" + username + "/roles", body).status()).isEqualTo(OK);
    }

    /** Everything that an admin's call could change. */
    String state() {
        StringBuilder all = new StringBuilder();
        for (String path : List.of("/users?limit=100", "/users/@alice", "/audit?limit=100")) {
            Http.Answer answer = ask("GET", path, "");
            assertThat(answer.status()).as(path).isEqualTo(OK);
            all.append(answer.body()).append('\n');
        }
        return all.append(parley.http().ask("GET", "/.well-known/jwks.json").body())
                .toString();
    }

    /** The newest events that concern somebody. */
    List<JsonObject> audit(String username) {
        return ask("GET", "/audit?user=@" + username, "").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
