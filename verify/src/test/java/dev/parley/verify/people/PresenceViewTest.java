package dev.parley.verify.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceViewTest {
    private final PresenceView view = new PresenceView();

    private static JsonObject body(String type, int online, JsonObject... people) {
        JsonArray all = new JsonArray();
        for (JsonObject person : people) {
            all.add(person);
        }
        return new JsonObject().put("type", type).put("online", online).put("people", all);
    }

    private static JsonObject person(String name, String state) {
        return new JsonObject().put("username", name).put("state", state);
    }

    @Test
    void knowsNothingBeforeASnapshot() {
        view.onPresence(body("PRESENCE", 1, person("alice", "online")));

        assertThat(view.names()).isEmpty();
        assertThat(view.sees("alice")).isFalse();
    }

    @Test
    void followsTheChanges() {
        view.onPresence(body("SNAPSHOT", 1, person("alice", "online")));
        view.onPresence(body("PRESENCE", 2, person("bob", "online")));
        view.onPresence(body("PRESENCE", 1, person("alice", "offline")));
        view.onPresence(new JsonObject().put("type", "TYPING").put("username", "carol"));

        assertThat(view.names()).contains(Set.of("bob"));
    }

    @Test
    void aNewSnapshotReplacesWhatWasKnown() {
        view.onPresence(body("SNAPSHOT", 1, person("alice", "online")));
        view.onPresence(body("SNAPSHOT", 1, person("bob", "online"), person("alice", "offline")));

        assertThat(view.names()).contains(Set.of("bob"));
    }

    @Test
    void doesNotKnowNamesWhereItIsToldANumber() {
        view.onPresence(body("SNAPSHOT", 1000));

        assertThat(view.names()).isEmpty();
        assertThat(view.number()).hasValue(1000);
    }

    @Test
    void knowsNamesThatAreFewerThanTheNumber() {
        view.onPresence(body("SNAPSHOT", 3, person("alice", "online")));

        assertThat(view.names()).as("what it was not told is for the judge").contains(Set.of("alice"));
        assertThat(view.number()).isEmpty();
    }

    @Test
    void knowsThatNobodyIsThere() {
        view.onPresence(body("SNAPSHOT", 0));

        assertThat(view.names()).contains(Set.of());
    }

    @Test
    void knowsNothingAnyMoreWhenTheConnectionIsGone() {
        view.onPresence(body("SNAPSHOT", 1, person("alice", "online")));
        view.forget();

        assertThat(view.names()).isEmpty();
    }
}
