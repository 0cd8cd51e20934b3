package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who comes with another issuer's token is a person like any other, and nobody else. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class ExternalPeopleIT {
    private static final String ROOM = "garden";
    private static final IssuerKey KEY = IssuerKey.edDsa("ed");

    @TempDir
    private Path folder;

    private static StompFrame connected(StompClient client, String token) {
        return client.connect("Authorization", "Bearer " + token);
    }

    /** The next MESSAGE of that subscription that somebody said. */
    private static JsonObject said(StompClient reader, String subscription) {
        StompFrame frame = Talk.next(reader, subscription);
        while (!frame.header("event").orElse("").equals("CHAT")) {
            frame = Talk.next(reader, subscription);
        }
        return new JsonObject(frame.body());
    }

    @Test
    void aPersonOfAnotherIssuerTalksLikeAnybody() throws Exception {
        try (IdentityProvider provider = new IdentityProvider(KEY);
                Parley parley = new Parley(
                        folder,
                        Map.of(
                                "PARLEY_AUTH_ISSUERS",
                                new JsonArray().add(provider.entry("chat")).encode()));
                StompClient external = parley.gateway().open("tcp", List.of());
                StompClient local = parley.gateway().open("ws", List.of())) {
            String alices = Talk.register(parley.gateway(), "alice");
            String token = KEY.signed(provider.claims("s-1", "chat").put("preferred_username", "alice"));

            StompFrame me = connected(external, token);
            String id = me.header("user-id").orElseThrow();
            String username = me.header("user-name").orElseThrow();
            StompFrame alice = connected(local, alices);

            assertThat(username).matches("alice-[0-9a-f]{4}");
            assertThat(alice.header("user-name")).contains("alice");
            assertThat(new JsonObject(Talk.get(parley.gateway(), token, "/api/v1/me")))
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("username", username)
                            .put("displayName", "Dr. s-1")
                            .put("roles", new JsonArray().add("user")));

            Talk.subscribe(local, ROOM, "live");
            Talk.subscribe(external, ROOM, "live");
            Talk.say(external, ROOM, "m-1", "hello");
            JsonObject event = said(local, "live");
            assertThat(event.getString("writerId")).isEqualTo(id);
            assertThat(event.getString("writer")).isEqualTo("Dr. s-1");

            isHereTogetherWith(parley, alices, username, "alice");
            getsMailUnder(username, external, local);
            staysTheSameUnderAnotherName(parley, provider, id, username);
        }
    }

    private static void isHereTogetherWith(Parley parley, String token, String... usernames) {
        Eventually.within(
                Talk.PATIENCE,
                () -> assertThat(new JsonObject(
                                        Talk.get(parley.gateway(), token, "/api/v1/rooms/" + ROOM + "/presence"))
                                .getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("username")))
                        .containsExactlyInAnyOrder(usernames));
    }

    private static void getsMailUnder(String username, StompClient external, StompClient local) {
        external.send(StompFrame.of("SUBSCRIBE", "id", "mail", "destination", "/user/queue/mail", "receipt", "mail"));
        external.expectReceipt("mail");
        local.send(StompFrame.of("SEND", "destination", "/user/" + username + "/queue/mail", "receipt", "sent")
                .withBody("psst"));
        local.expectReceipt("sent");

        assertThat(Talk.next(external, "mail").body()).isEqualTo("psst");
    }

    private static void staysTheSameUnderAnotherName(
            Parley parley, IdentityProvider provider, String id, String username) throws Exception {
        String later = KEY.signed(provider.claims("s-1", "chat").put("preferred_username", "bob"));

        JsonObject me = new JsonObject(Talk.get(parley.gateway(), later, "/api/v1/me"));

        assertThat(me.getString("id")).isEqualTo(id);
        assertThat(me.getString("username")).isEqualTo(username);
    }
}
