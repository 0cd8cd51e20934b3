package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is erased by an admin is erased from what rooms say, at every door of two gateways. */
@ExtendWith(Runs.class)
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGES = 5;
    private static final String WORDS = "words-to-be-forgotten";

    private final String tag = UUID.randomUUID().toString().substring(0, 13);
    private final String gone = "gone-" + tag;
    private final String stays = "stays-" + tag;
    private final String room = "erase-" + tag;

    @Test
    void ofAnErasedUserOnlyThePlacesInTheLogAreLeftAtEveryDoor(LocalCluster parley) {
        Gateway first = parley.gateways().get(0);
        Gateway second = parley.gateways().get(1);
        Api here = new Api(first);
        String token = here.register(stays).token();
        String goneId = write(here, token);

        try (StompClient live = reading(second, token)) {
            List<JsonObject> before = events(live, 2 * MESSAGES + 2);
            assertThat(before.toString()).contains(WORDS, gone);
            String admin = here.signIn(Api.ADMIN).token();
            assertThat(here.as(admin, "DELETE", "/api/v1/admin/users/@" + gone, null)
                            .status())
                    .isEqualTo(204);

            JsonObject leave = events(live, 1).get(0);
            assertThat(leave.getString("type")).isEqualTo("LEAVE");
            assertThat(leave.getString("erased")).isEqualTo("writer");
            Eventually.within(PATIENCE, () -> assertThat(rest(second, token)).doesNotContain(WORDS, gone));
            List<String> doors = new ArrayList<>(List.of(rest(first, token), rest(second, token)));
            for (Gateway gateway : List.of(first, second)) {
                doors.add(read(gateway, token, before));
                try (BridgeSocket bridge = new BridgeSocket(gateway, token, room)) {
                    doors.add(bridge.ask(
                            "chat.history",
                            new JsonObject().put("chatRoomId", room).put("limit", 100)));
                }
            }
            assertThat(doors)
                    .allSatisfy(door -> assertThat(door)
                            .contains("This message was erased", "a former user a moderator", "mine-0", stays)
                            .contains(goneId)
                            .doesNotContain(WORDS, gone));
            JsonObject now = new JsonObject(
                    here.as(token, "GET", "/api/v1/rooms/" + room, null).text());
            assertThat(now.getInteger("members")).isEqualTo(1);
        }
    }

    /** Two people talk, and one gives the other a role; the id of who is to go. */
    private String write(Api api, String token) {
        Api.Answer registered = api.register(gone);
        JsonObject made = new JsonObject().put("id", room).put("name", "A room").put("visibility", "public");
        assertThat(api.as(token, "POST", "/api/v1/rooms", made).status()).isEqualTo(201);
        String path = "/api/v1/rooms/" + room;
        assertThat(api.as(registered.token(), "POST", path + "/join", null).status())
                .isEqualTo(204);
        for (int i = 0; i < MESSAGES; i++) {
            say(api, registered.token(), WORDS + i);
            say(api, token, "mine-" + i);
        }
        assertThat(api.as(token, "PUT", path + "/members/@" + gone, new JsonObject().put("role", "moderator"))
                        .status())
                .isEqualTo(200);
        return registered.json().getJsonObject("user").getString("id");
    }

    private void say(Api api, String token, String text) {
        JsonObject message = new JsonObject().put("message", text).put("clientMessageId", "of " + text);
        assertThat(api.as(token, "POST", "/api/v1/rooms/" + room + "/messages", message)
                        .status())
                .isEqualTo(201);
    }

    private String rest(Gateway gateway, String token) {
        return new Api(gateway)
                .as(token, "GET", "/api/v1/rooms/" + room + "/events?after=0&limit=100", null)
                .text();
    }

    private StompClient reading(Gateway gateway, String token) {
        StompClient client =
                StompClient.overWebSocket(URI.create("ws://" + gateway.host() + ":" + gateway.httpPort() + "/ws"));
        client.connect("Authorization", "Bearer " + token);
        client.send(StompFrame.of(
                "SUBSCRIBE", "id", "s", "destination", "/subscribe/chat/room/" + room, "resume-seq", "0"));
        return client;
    }

    private static List<JsonObject> events(StompClient client, int count) {
        return frames(client, count).stream().map(StompFrame::json).toList();
    }

    private static List<StompFrame> frames(StompClient client, int count) {
        List<StompFrame> events = new ArrayList<>();
        while (events.size() < count) {
            StompFrame message =
                    client.expect("an event", frame -> frame.command().equals("MESSAGE"), PATIENCE);
            if (message.header("event").filter("SYNC"::equals).isEmpty()) {
                events.add(message);
            }
        }
        return events;
    }

    /** The whole log by STOMP: as long as before and one longer, each event at its place. */
    private String read(Gateway gateway, String token, List<JsonObject> before) {
        try (StompClient client = reading(gateway, token)) {
            List<StompFrame> frames = frames(client, before.size() + 1);
            List<JsonObject> now = frames.stream().map(StompFrame::json).toList();
            assertThat(now)
                    .extracting(event -> event.getLong("seq"))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, now.size()).boxed().toList());
            for (int i = 0; i < before.size(); i++) {
                for (String kept : List.of("type", "id", "sentAt", "writerId")) {
                    assertThat(now.get(i).getString(kept))
                            .isEqualTo(before.get(i).getString(kept));
                }
            }
            return frames.toString();
        }
    }
}
