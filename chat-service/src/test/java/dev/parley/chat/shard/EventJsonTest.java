package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.GARDEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.domain.Draft;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.model.ClientMessageId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static String json(Draft draft, String sentAt) {
        return EventJson.encode(GARDEN, draft, "0192f0c1", Instant.parse(sentAt))
                .json();
    }

    @Test
    void aMessageHasItsFieldsInTheOrderOfTheContract() {
        Draft draft = new Draft(
                42,
                EventType.CHAT,
                ALICE.shownAs("Alice"),
                "hi",
                Optional.of(new ClientMessageId("u-1")),
                OptionalLong.of(12));

        assertThat(json(draft, "2026-11-22T09:30:00.123Z"))
                .isEqualTo("{\"type\":\"CHAT\",\"chatRoomId\":\"garden\",\"seq\":42,\"id\":\"0192f0c1\","
                        + "\"writer\":\"Alice\",\"writerId\":\"id-of-alice\",\"message\":\"hi\","
                        + "\"sentAt\":\"2026-11-22T09:30:00.123Z\",\"clientMessageId\":\"u-1\",\"replyTo\":12}");
    }

    @Test
    void aJoinHasNothingThatIsOnlyAMessages() {
        Draft draft = new Draft(1, EventType.JOIN, ALICE, "alice joined", Optional.empty(), OptionalLong.empty());

        assertThat(json(draft, "2026-11-22T09:30:00Z"))
                .isEqualTo("{\"type\":\"JOIN\",\"chatRoomId\":\"garden\",\"seq\":1,\"id\":\"0192f0c1\","
                        + "\"writer\":\"alice\",\"writerId\":\"id-of-alice\",\"message\":\"alice joined\","
                        + "\"sentAt\":\"2026-11-22T09:30:00.000Z\"}");
    }

    @Test
    void anyLanguageIsWrittenAsItIsAndOnlyControlCharactersAreEscaped() {
        Draft draft = new Draft(
                1, EventType.CHAT, ALICE, "안녕 👍 é \"q\" \\ \n\u0000", Optional.empty(), OptionalLong.empty());

        assertThat(json(draft, "2026-11-22T09:30:00.050Z"))
                .contains("\"message\":\"안녕 👍 é \\\"q\\\" \\\\ \\n\\u0000\"")
                .contains("\"sentAt\":\"2026-11-22T09:30:00.050Z\"");
    }

    @Test
    void halfACharacterDoesNotBreakTheBody() {
        Draft draft = new Draft(1, EventType.CHAT, ALICE, "x\ud83dy", Optional.empty(), OptionalLong.empty());

        assertThat(json(draft, "2026-11-22T09:30:00Z")).contains("\"message\":\"x?y\"");
    }
}
