package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.model.RoomId;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.ear.Ear;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bob is at every door of two gateways when Alice changes, at one of them, what he may do. Another room of the same shard,
 * with the same announcer, has everything that came before behind it.
 */
@ExtendWith(Runs.class)
class RemovalsIT {
    private static final Addresses DEFAULTS = new Addresses(64, 64);

    private final String tag = UUID.randomUUID().toString().substring(0, 13);
    private final String room = "cut-" + tag;
    private final String fence = IntStream.iterate(0, n -> n + 1)
            .mapToObj(n -> "fence-" + n + "-" + tag)
            .filter(id -> shard(id) == shard(room))
            .findFirst()
            .orElseThrow();

    private static int shard(String id) {
        return DEFAULTS.chatShardOf(new RoomId(id));
    }

    private static void done(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
    }

    private static void say(Api api, String token, String room, String text) {
        done(api.as(token, "POST", "/api/v1/rooms/" + room + "/messages", new JsonObject().put("message", text)));
    }

    private void fence(Api api, String token, List<Ear> ears, String text) {
        say(api, token, fence, text);
        ears.forEach(ear -> Eventually.within(
                Ear.PATIENCE,
                () -> assertThat(ear.events(fence)).anyMatch(event -> text.equals(event.getString("message")))));
    }

    private List<Ear> atEveryDoor(LocalCluster parley, String token) {
        List<Ear> ears = parley.gateways().stream()
                .flatMap(gateway -> Ear.DOORS.stream().map(door -> Ear.at(door, gateway, token)))
                .toList();
        ears.forEach(ear -> {
            ear.listen(fence);
            ear.listen(room);
        });
        return ears;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KICK | DELETE | /members/@bob- |                        | CHAT,KICK      | not-found",
                "BAN  | PUT    | /bans/@bob-    |                        | CHAT,BAN       | not-found",
                "ROLE | PUT    | /members/@bob- | role,reader            | CHAT,ROLE,CHAT | forbidden",
                "ROOM | PATCH  |                | visibility,private     | CHAT           | not-found"
            })
    void countAtEveryDoorOfBothGatewaysAndNothingFollowsThem(
            String event,
            String method,
            String path,
            String change,
            String heard,
            String refusal,
            LocalCluster parley) {
        Api api = new Api(parley.gateways().get(0));
        String alice = api.register("alice-" + tag).token();
        String bob = api.register("bob-" + tag).token();
        String of = "/api/v1/rooms/" + room;
        String visibility = event.equals("ROOM") ? "public" : "private";
        done(api.as(alice, "POST", "/api/v1/rooms", pairs("id", room, "name", "A room", "visibility", visibility)));
        if (!event.equals("ROOM")) {
            done(api.as(alice, "PUT", of + "/members/@bob-" + tag, pairs("role", "member")));
        }
        List<Ear> ears = atEveryDoor(parley, bob);
        try {
            say(api, alice, room, "before");
            fence(api, alice, ears, "before");

            JsonObject body = change == null ? null : pairs(change.split(",", 2));
            done(api.as(alice, method, of + (path == null ? "" : path + tag), body));
            say(api, alice, room, "after");
            fence(api, alice, ears, "after");

            assertThat(ears).allSatisfy(ear -> {
                assertThat(ear.say(room, "let me in")).contains(refusal);
                assertThat(ear.events(room))
                        .extracting(one -> one.getString("type"))
                        .containsExactly(heard.split(",", -1));
            });
        } finally {
            ears.forEach(Ear::close);
        }
    }

    private static JsonObject pairs(String... namesAndValues) {
        JsonObject pairs = new JsonObject();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            pairs.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return pairs;
    }
}
