package dev.parley.standalone.attack;

import static dev.parley.standalone.attack.Attacked.GARDEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event-bus bridge leads to what it is said to lead to, and nowhere else. */
@ExtendWith(Attacked.Given.class)
class BridgeIT {
    /** The addresses of the services, of Vert.x, of nodes, of room feeds; patterns; and what only looks like the right ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth",
                "chat",
                "chat.shard.0",
                "chat.directory",
                "presence.shard.0",
                "gateways",
                "gateway.one",
                "gateway.one/first",
                "directory",
                "vertx.shared.map",
                "__vertx.reply.1",
                "__vertx.reply.00000000-0000-0000-0000-000000000000",
                "io.vertx",
                "parley.canary.one",
                "*",
                "#",
                ".*",
                "chat.*",
                "chat.room.*",
                "chat.room.",
                "chat.room.garden.presence",
                "CHAT.ROOM.garden",
                "chat.room.garden\u0000",
                "chat.user.alice",
                "chat.presence.*"
            })
    void leadsToNoAddressOfParleysOwn(String address, Attacked parley) {
        String before = parley.state();
        try (Bridge mallory = new Bridge(parley.gateway(), parley.mallory())) {
            for (String type : new String[] {"register", "send", "publish"}) {
                JsonObject refused = new JsonObject(mallory.ask(Bridge.message(type, address)
                        .put("replyAddress", "reply")
                        .put("body", new JsonObject().put("type", "ListRooms").put("chatRoomId", GARDEN))));

                assertThat(refused.getString("type")).as(type).isEqualTo("err");
                assertThat(refused.getString("message")).as(type).isIn("forbidden", "bad-request", "not-found");
            }
        }
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.room.garden", "chat.message", "chat.user", "chat.presence.garden"})
    void publishesNothing(String address, Attacked parley) {
        String before = parley.state();
        try (Bridge alice = new Bridge(parley.gateway(), parley.alice());
                Bridge mallory = new Bridge(parley.gateway(), parley.mallory())) {
            alice.send(Bridge.message("register", "chat.room." + GARDEN));
            alice.ask(Bridge.message("publish", "heard"));

            JsonObject refused = new JsonObject(mallory.ask(Bridge.message("publish", address)
                    .put("body", new JsonObject().put("message", "forged").put("chatRoomId", GARDEN))));

            assertThat(refused.getString("message")).isEqualTo("forbidden");
            alice.ask(Bridge.message("publish", "over"));
            assertThat(alice.heard()).noneMatch(heard -> heard.contains("forged"));
        }
        assertThat(parley.state()).isEqualTo(before);
    }

    @Test
    void aReplyAddressIsNoWayIn(Attacked parley) {
        String before = parley.state();
        try (Bridge mallory = new Bridge(parley.gateway(), parley.mallory())) {
            String answer = mallory.ask(Bridge.message("send", "chat.history")
                    .put("replyAddress", "chat.shard.0")
                    .put("body", new JsonObject().put("chatRoomId", GARDEN)));

            // It goes to the socket that asked, under that name, and nowhere else.
            assertThat(new JsonObject(answer).getString("address")).isEqualTo("chat.shard.0");
        }
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"x\"", "{\"type\":\"eval\",\"address\":\"x\"}", "{\"type\":{}}", "null"})
    void whatIsNoMessageIsRefusedAndNothingElseHappens(String text, Attacked parley) {
        String before = parley.state();
        Http.Answer info = parley.http().ask("GET", "/eventbus/info");
        assertThat(info.status()).isEqualTo(200);

        Http.Answer opened = parley.http().ask("POST", "/eventbus/000/nonsense" + text.hashCode() + "/xhr");
        assertThat(opened.body()).contains("o");
        Http.Answer sent = parley.http()
                .send(
                        "POST",
                        "/eventbus/000/nonsense" + text.hashCode() + "/xhr_send",
                        "[" + new JsonObject().put("t", text).encode().replaceAll("^\\{\"t\":|}$", "") + "]");

        assertThat(sent.status()).isIn(204, 400, 404, 500);
        assertThat(sent.text()).doesNotContain("Exception");
        assertThat(parley.state()).isEqualTo(before);
    }
}
