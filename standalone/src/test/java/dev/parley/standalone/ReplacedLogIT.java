package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.stomp.StompClient;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who resumes where the log is not what it was is told so, at each door, and goes on live. */
@SuppressWarnings("NullAway.Init") // set by JUnit and by begin()
class ReplacedLogIT {
    private static final String ROOM = "garden";

    /** The JOIN of their author, and five messages. */
    private static final int HEAD = 6;

    @TempDir
    private Path folder;

    private String token;
    private String epoch;

    private Parley parley;

    @BeforeEach
    void begin() throws Exception {
        parley = new Parley(folder);
        token = Talk.register(parley.gateway(), "alice");
        try (StompClient alice = Talk.connect(parley.gateway(), "tcp", token)) {
            for (int i = 1; i < HEAD; i++) {
                Talk.say(alice, ROOM, "m-" + i, "before");
            }
            Talk.subscribe(alice, ROOM, "s", "history", "1");
            epoch = Talk.next(alice, "s").header("epoch").orElseThrow();
        }
    }

    @AfterEach
    void end() {
        parley.close();
    }

    /** Stops Parley, does what an operator does, and starts it again. */
    private void restartedAfter(String... statements) throws Exception {
        parley.close();
        try (ChatDatabase database = ChatDatabase.ofFile(folder)) {
            for (String statement : statements) {
                database.run(statement);
            }
        }
        parley = new Parley(folder);
    }

    /** The SYNC of a resume after that sequence, which each door gives alike; then the next event must come. */
    private JsonObject resume(long after) {
        try (StompClient stomp = Talk.connect(parley.gateway(), "ws", token);
                Bridge bridge = new Bridge(parley.gateway(), token)) {
            String sequence = Long.toString(after);
            bridge.register(ROOM, new JsonObject().put("resume-seq", sequence).put("resume-epoch", epoch));
            JsonObject atTheBridge = bridge.body(0);
            Talk.subscribe(stomp, ROOM, "s", "resume-seq", sequence, "resume-epoch", epoch);
            JsonObject sync = Talk.next(stomp, "s").json();

            assertThat(sync.getString("type")).isEqualTo("SYNC");
            assertThat(atTheBridge).isEqualTo(sync);
            Talk.say(stomp, ROOM, "after " + after, "live");
            long first = sync.getLong("from");
            assertThat(Talk.next(stomp, "s").number("seq")).isEqualTo(first);
            assertThat(bridge.body(1).getLong("seq")).isEqualTo(first);
            return sync;
        }
    }

    @Test
    void anUntouchedLogIsResumedAfterARestart() throws Exception {
        restartedAfter();

        JsonObject sync = resume(2);

        assertThat(sync.getBoolean("recovered")).isTrue();
        assertThat(sync.getLong("from")).isEqualTo(3);
        assertThat(sync.getLong("head")).isEqualTo(HEAD);
    }

    @Test
    void aLogWhoseOldestEventsWereTakenAwayIsTruncated() throws Exception {
        restartedAfter("DELETE FROM chat_events WHERE room_id = '" + ROOM + "' AND seq <= 3");

        JsonObject sync = resume(2);

        assertThat(sync.getBoolean("recovered")).isFalse();
        assertThat(sync.getString("reason")).isEqualTo("truncated");
        assertThat(sync.getLong("from")).isEqualTo(HEAD + 1);
        assertThat(resume(3).getBoolean("recovered")).isTrue();
    }

    @Test
    void aLogThatWasReplacedIsOfAnotherEpoch() throws Exception {
        restartedAfter(
                "UPDATE chat_events SET epoch = 'another' WHERE room_id = '" + ROOM + "'",
                "UPDATE chat_rooms SET epoch = 'another' WHERE id = '" + ROOM + "'");

        JsonObject sync = resume(2);

        assertThat(sync.getBoolean("recovered")).isFalse();
        assertThat(sync.getString("reason")).isEqualTo("epoch");
        assertThat(sync.getString("epoch")).isEqualTo("another");
        assertThat(sync.getLong("from")).isEqualTo(HEAD + 1);
    }

    @Test
    void aLogThatEndsBeforeWhatWasSeenIsAnotherOne() throws Exception {
        restartedAfter(
                "DELETE FROM chat_events WHERE room_id = '" + ROOM + "' AND seq > 4",
                "UPDATE chat_rooms SET head = 4 WHERE id = '" + ROOM + "'");

        JsonObject sync = resume(HEAD);

        assertThat(sync.getBoolean("recovered")).isFalse();
        assertThat(sync.getString("reason")).isEqualTo("epoch");
        assertThat(sync.getLong("from")).isEqualTo(5);
    }
}
