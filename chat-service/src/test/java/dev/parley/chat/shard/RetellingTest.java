package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.NEW_YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.Draft;
import dev.parley.chat.domain.Phrases;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetellingTest {
    private static final String AT = "\"sentAt\":\"2026-01-01T00:00:00.120Z\"";

    private final Retelling english = new Retelling(Phrases.EN);

    private static StoredEvent event(EventType type, Actor author, Map<String, String> fields) {
        Optional<ClientMessageId> id = Optional.of(new ClientMessageId("my key"));
        Draft draft = new Draft(7, type, author, author.displayName() + " did it", id, OptionalLong.of(3), fields);
        return new StoredEvent(
                GARDEN,
                NEW_YEAR.freshEpoch(),
                "i",
                author.id(),
                NEW_YEAR.now(),
                new LoggedEvent(7, type, id.get(), EventJson.encode(GARDEN, draft, "i", NEW_YEAR.now())));
    }

    private static Map<String, String> about(Actor target) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("targetId", target.id().value());
        fields.put("target", target.displayName());
        return fields;
    }

    private static String byAlice(String called) {
        return "\"chatRoomId\":\"garden\",\"seq\":7,\"id\":\"i\",\"writer\":\"" + called
                + "\",\"writerId\":\"id-of-alice\",";
    }

    private static String json(StoredEvent event) {
        return event.event().body().json();
    }

    @Test
    void ofAMessageItsPlaceIsLeftAndWhatItAnswered() {
        StoredEvent told = english.without(ALICE.id(), event(EventType.CHAT, ALICE, Map.of("extra", "alice")));

        assertThat(json(told))
                .isEqualTo("{\"type\":\"CHAT\"," + byAlice("a former user") + "\"message\":\"This message was erased\","
                        + AT + ",\"replyTo\":3,\"erased\":\"writer\"}");
        assertThat(told.event().body().isErased()).isTrue();
        assertThat(told.clientKey()).as("a retry is still known").isPresent();
    }

    @Test
    void inKoreanItIsKorean() {
        StoredEvent told = new Retelling(Phrases.KO).without(ALICE.id(), event(EventType.CHAT, ALICE, Map.of()));

        assertThat(json(told)).contains("\"writer\":\"탈퇴한 사용자\"", "\"message\":\"삭제된 메시지입니다.\"");
    }

    @ParameterizedTest
    @CsvSource({
        "JOIN, a former user joined",
        "LEAVE, a former user left",
        "INVITE, a former user added bob",
        "KICK, a former user removed bob",
        "BAN, a former user banned bob",
        "UNBAN, a former user lifted the ban of bob",
        "ROLE, a former user made bob a moderator",
        "EDIT, This message was erased"
    })
    void whatTheServiceWordsIsSaidWithoutTheName(EventType type, String text) {
        Map<String, String> fields = about(BOB);
        fields.put("role", "moderator");

        String told = json(english.without(ALICE.id(), event(type, ALICE, fields)));

        assertThat(told).contains("\"message\":\"" + text + "\"", "\"targetId\":\"id-of-bob\"", "\"target\":\"bob\"");
        assertThat(told.replace("id-of-alice", "")).doesNotContain("alice", "my key");
    }

    @Test
    void whatAnotherDidToThePersonLosesTheNameOnly() {
        StoredEvent told = english.without(BOB.id(), event(EventType.BAN, ALICE, about(BOB)));

        assertThat(json(told))
                .isEqualTo("{\"type\":\"BAN\"," + byAlice("alice")
                        + "\"message\":\"alice banned a former user\"," + AT
                        + ",\"clientMessageId\":\"my key\",\"replyTo\":3,\"targetId\":\"id-of-bob\","
                        + "\"target\":\"a former user\"}");
        assertThat(told.event().body().isErased()).isFalse();
    }

    @Test
    void inWhicheverOrderTwoAreErasedTheSameIsLeft() {
        StoredEvent event = event(EventType.KICK, ALICE, about(BOB));

        StoredEvent bobFirst = english.without(ALICE.id(), english.without(BOB.id(), event));
        StoredEvent aliceFirst = english.without(BOB.id(), english.without(ALICE.id(), event));

        assertThat(json(bobFirst)).isEqualTo(json(aliceFirst)).contains("a former user removed a former user");
        assertThat(english.without(ALICE.id(), bobFirst)).as("again").isEqualTo(bobFirst);
    }

    @Test
    void thatARoomWasHiddenIsStillSaidAndWhatItWasCalledIsNot() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "alice's garden");
        fields.put("topic", "alice");
        fields.put("visibility", "private");

        String told = json(english.without(ALICE.id(), event(EventType.ROOM, ALICE, fields)));

        assertThat(told).contains("\"message\":\"a former user made the room private\"", "\"visibility\":\"private\"");
        assertThat(told).doesNotContain("garden\",\"topic", "alice's");
    }

    @Test
    void noTextOfAPersonPassesForAnErasedEvent() {
        Actor forger = new Actor(ALICE.id(), "alice", "a\",\"erased\":\"writer\"}", ALICE.roles());

        assertThat(event(EventType.BAN, ALICE, about(forger)).event().body().isErased())
                .isFalse();
    }
}
