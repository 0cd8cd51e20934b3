package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.ear.Ear;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bob is at every door at once when Alice changes what he may do: nothing reaches him after the event that says so, of the
 * room or its presence. The room {@code fence} has everything that came before behind it: one shard, one announcer.
 */
@SuppressWarnings("NullAway.Init") // set by JUnit and by start()
class EveryDoorAtOnceIT {
    private static final String FENCE = "fence";

    @TempDir
    private static Path folder;

    private static Parley parley;
    private static Gateway gateway;
    private static String alice;
    private static String bob;
    private static String carol;

    @BeforeAll
    static void start() throws Exception {
        parley = new Parley(folder);
        gateway = parley.gateway();
        alice = Talk.register(gateway, "alice");
        bob = Talk.register(gateway, "bob");
        carol = Talk.register(gateway, "carol");
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    private static void asAlice(String method, String path, String body) throws Exception {
        assertThat(Talk.rest(gateway, alice, method, "/rooms" + path, body)).isBetween(200, 204);
    }

    private static void say(String room, String text) throws Exception {
        asAlice("POST", "/" + room + "/messages", "{\"message\":\"" + text + "\"}");
    }

    /** A room with Carol in it. */
    private static void makeRoom(String room, String visibility) throws Exception {
        asAlice("POST", "", "{\"id\":\"" + room + "\",\"name\":\"A room\",\"visibility\":\"" + visibility + "\"}");
        asAlice("PUT", "/" + room + "/members/@carol", "{\"role\":\"member\"}");
    }

    private static List<Ear> bobAtEveryDoor(String room) {
        List<Ear> ears =
                Ear.DOORS.stream().map(door -> Ear.at(door, gateway, bob)).toList();
        ears.forEach(ear -> {
            ear.listen(FENCE);
            ear.watch(room);
            ear.listen(room);
        });
        return ears;
    }

    /** Whatever was said before has come to them, or never will. */
    private static void fence(List<Ear> ears, String text) throws Exception {
        say(FENCE, text);
        for (Ear ear : ears) {
            Eventually.within(
                    Ear.PATIENCE,
                    () -> assertThat(ear.events(FENCE)).anyMatch(event -> text.equals(event.getString("message"))));
        }
    }

    private static List<String> types(List<JsonObject> bodies) {
        return bodies.stream().map(body -> body.getString("type")).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KICK | private | DELETE | /members/@bob | ''                           | not-found",
                "BAN  | public  | PUT    | /bans/@bob    | ''                           | forbidden",
                "ROOM | public  | PATCH  | ''            | {\"visibility\":\"private\"} | not-found"
            })
    void whoMayNotHearItAnyMoreHearsNothingAfterTheEvent(
            String event, String visibility, String method, String path, String body, String refusal) throws Exception {
        String room = "cut-" + event.toLowerCase(Locale.ROOT);
        makeRoom(room, visibility);
        if (event.equals("KICK")) {
            asAlice("PUT", "/" + room + "/members/@bob", "{\"role\":\"member\"}");
        }
        List<Ear> ears = bobAtEveryDoor(room);
        try (Ear other = Ear.at("ws", gateway, alice);
                Ear late = Ear.at("ws", gateway, carol)) {
            other.watch(room);
            say(room, "before");
            fence(ears, "before " + room);
            asAlice(method, "/" + room + path, body);
            say(room, "after");
            late.listen(room);
            Eventually.within(
                    Ear.PATIENCE,
                    () -> assertThat(other.presence(room).toString()).contains("carol"));
            fence(ears, "after " + room);

            List<String> heard = event.equals("ROOM") ? List.of("CHAT") : List.of("CHAT", event);
            assertThat(ears).allSatisfy(ear -> {
                Eventually.within(
                        Ear.PATIENCE,
                        () -> assertThat(ear.notices())
                                .hasSize(2)
                                .allMatch(notice -> event.equals(notice.getString("reason"))));
                assertThat(types(ear.events(room))).isEqualTo(heard);
                assertThat(ear.presence(room).toString()).doesNotContain("carol");
                assertThat(ear.say(room, "let me in")).contains(refusal);
            });
        } finally {
            ears.forEach(Ear::close);
        }
    }

    @Test
    void aRoleCountsFromTheVeryNextMessageOn() throws Exception {
        String room = "roles";
        makeRoom(room, "private");
        asAlice("PUT", "/" + room + "/members/@bob", "{\"role\":\"member\"}");
        List<Ear> ears = bobAtEveryDoor(room);
        try {
            ears.forEach(ear -> assertThat(ear.say(room, "as a member")).isEmpty());
            asAlice("PUT", "/" + room + "/members/@bob", "{\"role\":\"reader\"}");
            ears.forEach(ear -> assertThat(ear.say(room, "as a reader")).contains("forbidden"));
            say(room, "after");
            fence(ears, "after " + room);

            assertThat(ears)
                    .allSatisfy(ear -> assertThat(types(ear.events(room)))
                            .endsWith("CHAT", "ROLE", "CHAT")
                            .hasSize(ears.size() + 2));
        } finally {
            ears.forEach(Ear::close);
        }
    }
}
