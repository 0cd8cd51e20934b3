package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Alice owns rooms, Bob is removed from them, Carol is a stranger. The room {@code fence} has everything that came before
 * behind it: one shard, one announcer, one connection.
 */
@SuppressWarnings("NullAway.Init") // set by JUnit and by start()
class RemovalIT {
    private static final String FENCE = "fence";
    /** Messages that may be unacknowledged. */
    private static final int WINDOW = 3;

    @TempDir
    private static Path folder;

    private static Parley parley;
    private static Gateway gateway;
    private static String aliceToken;
    private static String bobToken;
    private static String carolToken;
    private static int rooms;
    private static int fences;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String room;
    private StompClient alice;

    @BeforeAll
    static void start() throws Exception {
        parley = new Parley(
                folder, Map.of("PARLEY_MAX_UNACKNOWLEDGED", Integer.toString(WINDOW), "PARLEY_AUTH_GUESTS", "true"));
        gateway = parley.gateway();
        aliceToken = Talk.register(gateway, "alice");
        bobToken = Talk.register(gateway, "bob");
        carolToken = Talk.register(gateway, "carol");
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    @BeforeEach
    void connect() {
        room = "room-" + ++rooms;
        alice = open("tcp", aliceToken);
    }

    @AfterEach
    void disconnect() throws Exception {
        parley.loseNoMore();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private StompClient open(String door, String token) {
        StompClient client = Talk.connect(gateway, door, token);
        opened.add(client);
        return client;
    }

    private static int asAlice(String method, String path, String body) throws Exception {
        return Talk.rest(gateway, aliceToken, method, path, body);
    }

    private void makeRoom(String visibility) throws Exception {
        String body = "{\"id\":\"" + room + "\",\"name\":\"A room\",\"visibility\":\"" + visibility + "\"}";
        assertThat(asAlice("POST", "/rooms", body)).isEqualTo(201);
    }

    private void addBob() throws Exception {
        assertThat(asAlice("PUT", "/rooms/" + room + "/members/@bob", "{\"role\":\"member\"}"))
                .isEqualTo(200);
    }

    private void removeBob() throws Exception {
        assertThat(asAlice("DELETE", "/rooms/" + room + "/members/@bob", "")).isEqualTo(204);
    }

    private static void subscribe(StompClient client, String destination, String id) {
        client.send(StompFrame.of("SUBSCRIBE", "id", id, "destination", destination, "receipt", "live-" + id));
        client.expectReceipt("live-" + id);
    }

    private void say(String text) {
        Talk.say(alice, room, room + text, text);
    }

    /** Everything that was said before has come, or never will. */
    private void fence(StompClient client) {
        String text = "fence-" + ++fences;
        Talk.say(alice, FENCE, text, text);
        while (!new JsonObject(Talk.next(client, FENCE).body())
                .getString("message")
                .equals(text)) {
            // what was said there before
        }
    }

    private static List<String> left(StompClient client, String subscription) {
        return client.unread().stream()
                .filter(frame -> frame.header("subscription")
                        .filter(subscription::equals)
                        .isPresent())
                .map(frame -> frame.header("event").orElseThrow())
                .toList();
    }

    private static String event(StompFrame frame) {
        return frame.header("event").orElseThrow();
    }

    /** Bob hears the room, its presence and what concerns him. */
    private StompClient bobListens(String door) {
        StompClient bob = open(door, bobToken);
        subscribe(bob, "/subscribe/chat/room/" + FENCE, FENCE);
        subscribe(bob, "/user/queue/notifications", "mine");
        subscribe(bob, "/user/queue/errors", "errors");
        subscribe(bob, "/subscribe/chat/room/" + room + "/presence", "presence");
        assertThat(event(Talk.next(bob, "presence"))).isEqualTo("SNAPSHOT");
        subscribe(bob, "/subscribe/chat/room/" + room, "room");
        return bob;
    }

    @ParameterizedTest
    @CsvSource({"ws, private", "tcp, private", "sockjs, private", "ws, public", "tcp, public", "sockjs, public"})
    void atEveryDoorTheRemovalIsTheLastThatIsHeard(String door, String visibility) throws Exception {
        makeRoom(visibility);
        addBob();
        StompClient bob = bobListens(door);
        say("before");
        removeBob();
        say("after");
        fence(bob);

        assertThat(event(Talk.next(bob, "room"))).isEqualTo("CHAT");
        JsonObject kick = new JsonObject(Talk.next(bob, "room").body());
        assertThat(kick.getString("type")).isEqualTo("KICK");
        assertThat(kick.getString("target")).isEqualTo("bob");
        assertThat(kick.getString("message")).isEqualTo("alice removed bob");
        assertThat(left(bob, "room")).isEmpty();
        assertThat(List.of(removed(bob), removed(bob)))
                .containsExactlyInAnyOrder(
                        "/subscribe/chat/room/" + room, "/subscribe/chat/room/" + room + "/presence");
    }

    private static String removed(StompClient client) {
        JsonObject notice = new JsonObject(Talk.next(client, "mine").body());
        assertThat(notice.getString("type")).isEqualTo("REMOVED");
        assertThat(notice.getString("reason")).isEqualTo("KICK");
        return notice.getString("destination");
    }

    @Test
    void whoWasRemovedFromAPrivateRoomFindsItNoMore() throws Exception {
        makeRoom("private");
        addBob();
        StompClient bob = bobListens("ws");
        removeBob();
        fence(bob);

        bob.send(StompFrame.of("SUBSCRIBE", "id", "again", "destination", "/subscribe/chat/room/" + room));
        bob.send(StompFrame.of("SEND", "destination", "/publish/chat/room/" + room)
                .withBody("hi"));
        bob.send(StompFrame.of("UNSUBSCRIBE", "id", "room", "receipt", "left"));

        assertThat(Talk.next(bob, "errors").header("code")).contains("not-found");
        assertThat(Talk.next(bob, "errors").header("code")).contains("not-found");
        bob.expectReceipt("left");
        assertThat(Talk.rest(gateway, bobToken, "GET", "/rooms/" + room + "/events", ""))
                .isEqualTo(404);
    }

    @Test
    void whoIsBannedFromAPublicRoomComesBackWhenTheBanIsLifted() throws Exception {
        makeRoom("public");
        StompClient bob = bobListens("ws");
        assertThat(asAlice("PUT", "/rooms/" + room + "/bans/@bob", "")).isEqualTo(204);
        say("after");
        fence(bob);

        assertThat(event(Talk.next(bob, "room"))).isEqualTo("BAN");
        assertThat(left(bob, "room")).isEmpty();
        for (String call : List.of("POST /join", "GET /events", "GET /members", "GET /presence")) {
            String[] words = call.split(" ", 2);
            assertThat(Talk.rest(gateway, bobToken, words[0], "/rooms/" + room + words[1], ""))
                    .as(call)
                    .isEqualTo(403);
        }
        bob.send(StompFrame.of("SUBSCRIBE", "id", "room", "destination", "/subscribe/chat/room/" + room));
        bob.send(StompFrame.of("SEND", "destination", "/publish/chat/room/" + room)
                .withBody("hi"));
        assertThat(Talk.next(bob, "errors").header("code")).contains("forbidden");
        assertThat(Talk.next(bob, "errors").header("code")).contains("forbidden");

        assertThat(asAlice("DELETE", "/rooms/" + room + "/bans/@bob", "")).isEqualTo(204);
        Talk.subscribe(bob, room, "room", "history", "9");
        assertThat(event(Talk.next(bob, "room"))).isEqualTo("SYNC");
        assertThat(List.of(event(Talk.next(bob, "room")), event(Talk.next(bob, "room")), event(Talk.next(bob, "room"))))
                .containsExactly("BAN", "CHAT", "UNBAN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "tcp", "sockjs"})
    void aRoomThatIsMadePrivateIsHeardOnByItsMembersOnly(String door) throws Exception {
        makeRoom("public");
        StompClient bob = bobListens(door);
        subscribe(alice, "/subscribe/chat/room/" + room, "room");
        assertThat(asAlice("PATCH", "/rooms/" + room, "{\"visibility\":\"private\"}"))
                .isEqualTo(200);
        say("secret");

        assertThat(event(Talk.next(alice, "room"))).isEqualTo("ROOM");
        assertThat(event(Talk.next(alice, "room"))).isEqualTo("CHAT");
        JsonObject notice = new JsonObject(Talk.next(bob, "mine").body());
        assertThat(notice.getString("reason")).isEqualTo("ROOM");
        fence(bob);
        assertThat(left(bob, "room")).isEmpty();
        bob.send(StompFrame.of("SUBSCRIBE", "id", "again", "destination", "/subscribe/chat/room/" + room));
        assertThat(Talk.next(bob, "errors").header("code")).contains("not-found");
    }

    @Test
    void whoLeavesAPrivateRoomHearsOnlyThat() throws Exception {
        makeRoom("private");
        addBob();
        StompClient bob = bobListens("tcp");
        assertThat(Talk.rest(gateway, bobToken, "POST", "/rooms/" + room + "/leave", ""))
                .isEqualTo(204);
        say("secret");
        fence(bob);

        assertThat(event(Talk.next(bob, "room"))).isEqualTo("LEAVE");
        assertThat(new JsonObject(Talk.next(bob, "mine").body()).getString("reason"))
                .isEqualTo("LEAVE");
        assertThat(left(bob, "room")).isEmpty();
    }

    @Test
    void aRemovalThatIsNotAnnouncedByAnOwnerThatWentIsFoundInTheLog() throws Exception {
        makeRoom("private");
        addBob();
        StompClient bob = bobListens("ws");
        parley.loseAnnouncements();
        removeBob();
        parley.moveTheShard();
        say("after");
        parley.loseNoMore();
        say("announced");
        fence(bob);

        assertThat(event(Talk.next(bob, "room"))).isEqualTo("KICK");
        assertThat(new JsonObject(Talk.next(bob, "mine").body()).getString("reason"))
                .isEqualTo("KICK");
        assertThat(left(bob, "room")).isEmpty();
    }

    /** What he has not acknowledged keeps him behind: what comes later he would read from history. */
    @Test
    void whoIsBehindGetsNothingOfWhatWasThereToRead() throws Exception {
        makeRoom("private");
        addBob();
        StompClient bob = open("tcp", bobToken);
        subscribe(bob, "/subscribe/chat/room/" + FENCE, FENCE);
        subscribe(bob, "/user/queue/notifications", "mine");
        Talk.subscribe(bob, room, "room", "ack", "client-individual");
        List<String> acks = new ArrayList<>();
        for (int i = 1; i <= WINDOW + 5; i++) {
            say("m" + i);
        }
        for (int i = 1; i <= WINDOW; i++) {
            acks.add(Talk.next(bob, "room").header("ack").orElseThrow());
        }
        removeBob();
        assertThat(new JsonObject(Talk.next(bob, "mine").body()).getString("destination"))
                .isEqualTo("/subscribe/chat/room/" + room);

        acks.forEach(ack -> bob.send(StompFrame.of("ACK", "id", ack)));
        say("after");
        fence(bob);

        assertThat(left(bob, "room")).isEmpty();
    }

    @Test
    void aRoleCountsFromTheVeryNextMessageOn() throws Exception {
        makeRoom("private");
        addBob();
        StompClient bob = bobListens("ws");
        Talk.say(bob, room, "first-" + room, "as a member");
        String path = "/rooms/" + room + "/members/@bob";
        assertThat(asAlice("PUT", path, "{\"role\":\"reader\"}")).isEqualTo(200);
        bob.send(StompFrame.of("SEND", "destination", "/publish/chat/room/" + room)
                .withBody("hi"));
        assertThat(Talk.next(bob, "errors").header("code")).contains("forbidden");
        assertThat(asAlice("PUT", path, "{\"role\":\"member\"}")).isEqualTo(200);

        Talk.say(bob, room, "second-" + room, "as a member again");

        assertThat(List.of(
                        event(Talk.next(bob, "room")),
                        event(Talk.next(bob, "room")),
                        event(Talk.next(bob, "room")),
                        event(Talk.next(bob, "room"))))
                .containsExactly("CHAT", "ROLE", "ROLE", "CHAT");
    }

    @Test
    void atTheBridgeTheRemovalIsTheLastThatIsHeard() throws Exception {
        makeRoom("private");
        addBob();
        Bridge bob = new Bridge(gateway, bobToken);
        opened.add(bob);
        for (String address : List.of("chat.user", "chat.presence." + room, "chat.room." + FENCE)) {
            bob.registerAt(address, new JsonObject());
        }
        bob.register(room, new JsonObject().put("history", "0"));
        Eventually.within(
                Talk.PATIENCE, () -> assertThat(bob.at("chat.room." + room)).hasSize(1));
        removeBob();
        say("after");
        Talk.say(alice, FENCE, "bridge-" + room, "fence");
        Eventually.within(
                Talk.PATIENCE, () -> assertThat(bob.at("chat.room." + FENCE)).isNotEmpty());

        Eventually.within(
                Talk.PATIENCE,
                () -> assertThat(bob.at("chat.room." + room))
                        .extracting(
                                envelope -> envelope.getJsonObject("headers").getString("event"))
                        .containsExactly("SYNC", "KICK"));
        Eventually.within(
                Talk.PATIENCE,
                () -> assertThat(bob.at("chat.user"))
                        .extracting(envelope -> envelope.getJsonObject("body").getString("address"))
                        .containsExactlyInAnyOrder("chat.room." + room, "chat.presence." + room));
        bob.register(room, new JsonObject());
        Eventually.within(
                Talk.PATIENCE,
                () -> assertThat(bob.at("chat.room." + room))
                        .last()
                        .satisfies(envelope ->
                                assertThat(envelope.getString("message")).isEqualTo("not-found")));
    }

    @Test
    void whoWasRemovedIsNotShownInTheRoom() throws Exception {
        makeRoom("private");
        addBob();
        bobListens("ws");
        Eventually.within(Talk.PATIENCE, () -> assertThat(presence()).contains("\"bob\""));

        removeBob();

        Eventually.within(Talk.PATIENCE, () -> assertThat(presence()).doesNotContain("\"state\":\"online\""));
    }

    private String presence() throws Exception {
        return Talk.get(gateway, aliceToken, "/api/v1/rooms/" + room + "/presence");
    }

    @ParameterizedTest
    @CsvSource({
        "private, stranger, 404",
        "private, guest, 404",
        "public, stranger, 403",
        "public, guest, 403",
        "public, member, 403"
    })
    void whoHasNoRankChangesNothing(String visibility, String who, int refused) throws Exception {
        makeRoom(visibility);
        addBob();
        String token = who.equals("guest") ? Talk.guest(gateway) : carolToken;
        if (who.equals("member")) {
            assertThat(Talk.rest(gateway, token, "POST", "/rooms/" + room + "/join", ""))
                    .isEqualTo(204);
        }
        String before = Talk.get(gateway, aliceToken, "/api/v1/rooms/" + room + "/events");
        String members = Talk.get(gateway, aliceToken, "/api/v1/rooms/" + room + "/members");

        for (String call : List.of(
                "PUT /members/@carol {\"role\":\"owner\"}",
                "PUT /members/@bob {\"role\":\"reader\"}",
                "DELETE /members/@bob",
                "DELETE /members/@alice",
                "PUT /bans/@bob",
                "PUT /bans/@alice",
                "DELETE /bans/@bob",
                "PATCH / {\"visibility\":\"public\",\"name\":\"Mine\"}")) {
            String[] words = call.split(" ", 3);
            String path = "/rooms/" + room + (words[1].equals("/") ? "" : words[1]);
            assertThat(Talk.rest(gateway, token, words[0], path, words.length > 2 ? words[2] : ""))
                    .as(call)
                    .isEqualTo(refused);
        }

        assertThat(Talk.get(gateway, aliceToken, "/api/v1/rooms/" + room + "/events"))
                .isEqualTo(before);
        assertThat(Talk.get(gateway, aliceToken, "/api/v1/rooms/" + room + "/members"))
                .isEqualTo(members);
    }
}
