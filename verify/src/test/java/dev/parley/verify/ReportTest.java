package dev.parley.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.verify.judge.Answer;
import dev.parley.verify.judge.Delivery;
import dev.parley.verify.judge.Judge;
import dev.parley.verify.judge.Message;
import dev.parley.verify.judge.Waits;
import dev.parley.verify.judge.Witness;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T09:00:00Z");
    private static final Witness READER = new Witness("reader-1", "bob", "ws", "garden");

    private final Judge judge = new Judge();

    private Outcome outcome(String... unjudged) {
        Waits ghosts = new Waits();
        ghosts.add(new Waits.Wait(2000, 4500, "one", "watcher-1 at ws of two"));
        return new Outcome(
                BEGAN,
                61_000,
                judge.verdict(),
                new Outcome.Presence(3, new Waits(), ghosts),
                new Outcome.Shut(7, 2),
                30,
                Map.of("ws at one: Connection refused", 4L),
                List.of("a note"),
                List.of(unjudged));
    }

    /** Somebody says something that a reader gets two seconds after the author was told. */
    private void aSlowDelivery() {
        judge.reads(READER);
        judge.said(new Message("garden", "a", "m1", "hi"), "one", 100);
        Witness author = new Witness("p1", "alice", "tcp", "");
        judge.answered(author, new Answer("m1", 1, "e", false), "one", 150);
        judge.delivered(READER, new Delivery(1, "e", "{}"), "two", 2150);
    }

    @Test
    void saysThatAllHeldAndWhoWaitedLongest() {
        aSlowDelivery();

        assertThat(ReportText.of(outcome()))
                .contains("1 messages said", "2000 ms  reader-1 (bob at ws)", "09:00:00.150 to 09:00:02.150")
                .contains(
                        "4  ws at one: Connection refused",
                        "itself stood still for 30 ms",
                        "note: a note",
                        "All promises held.");
    }

    @Test
    void hasEachWaitWithWhatIsNeededToFindItsCause() {
        aSlowDelivery();

        JsonObject json = ReportJson.of(outcome());

        assertThat(json.getBoolean("held")).isTrue();
        JsonObject reader = json.getJsonArray("readers").getJsonObject(0);
        assertThat(reader.getLong("longestMillis")).isEqualTo(2000);
        assertThat(reader.getString("door")).isEqualTo("ws");
        assertThat(reader.getJsonArray("waits").getJsonObject(0).getMap())
                .containsEntry("start", "2026-11-23T09:00:00.150Z")
                .containsEntry("end", "2026-11-23T09:00:02.150Z")
                .containsEntry("at", "two");
        assertThat(json.getJsonArray("publishers").getJsonObject(0).getLong("longestMillis"))
                .isEqualTo(50);
    }

    @Test
    void doesNotHoldWhereSomethingCouldNotBeJudged() {
        aSlowDelivery();
        Outcome outcome = outcome("whether presence is right: nobody came");

        assertThat(VerifyMain.status(outcome)).isEqualTo(VerifyMain.NOT_JUDGED);
        assertThat(ReportText.of(outcome))
                .contains("not judged: whether presence is right: nobody came")
                .doesNotContain("All promises held.");
        assertThat(ReportJson.of(outcome).getBoolean("held")).isFalse();
        assertThat(ReportJson.of(outcome).getJsonArray("notJudged"))
                .containsExactly("whether presence is right: nobody came");
    }

    @Test
    void isViolatedWhereSomethingWasAndSomethingElseCouldNotBeJudged() {
        judge.admitted(READER);

        assertThat(VerifyMain.status(outcome("something"))).isEqualTo(VerifyMain.VIOLATED);
        assertThat(ReportText.of(outcome("something"))).contains("VIOLATED", "not judged: something");
    }

    @Test
    void saysHowLongPresenceWasWrongAndWhen() {
        JsonObject json = ReportJson.of(outcome());

        assertThat(VerifyMain.status(outcome())).isEqualTo(VerifyMain.HELD);
        assertThat(ReportText.of(outcome())).contains("removed from a room 2 times", "gone after 2500 ms at most");
        assertThat(json.getJsonArray("notJudged")).isEmpty();
        assertThat(json.getJsonObject("counts").getMap())
                .containsEntry("refusedStrangers", 7L)
                .containsEntry("removals", 2);
        JsonObject presence = json.getJsonObject("presence");
        assertThat(presence.getLong("longestUnseenMillis")).isZero();
        assertThat(presence.getLong("longestGhostMillis")).isEqualTo(2500);
        assertThat(presence.getJsonArray("ghosts").getJsonObject(0).getMap())
                .containsEntry("start", "2026-11-23T09:00:02Z")
                .containsEntry("at", "watcher-1 at ws of two");
    }

    @Test
    void namesTheBrokenPromiseWithRoomSequencePersonAndDoor() {
        judge.reads(READER);
        judge.delivered(READER, new Delivery(2, "e", "{}"), "one", 10);

        assertThat(ReportText.of(outcome()))
                .contains("VIOLATED", "I4", "room garden", "seq 2", "person bob", "door ws");
        JsonObject json = ReportJson.of(outcome());
        assertThat(json.getBoolean("held")).isFalse();
        assertThat(json.getJsonArray("violations").getJsonObject(0).getMap())
                .containsEntry("promise", "I4")
                .containsEntry("room", "garden")
                .containsEntry("seq", 2L)
                .containsEntry("person", "bob")
                .containsEntry("door", "ws");
    }
}
