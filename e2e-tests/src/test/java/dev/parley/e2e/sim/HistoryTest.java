package dev.parley.e2e.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker is a program too: each violation by itself, and a history without one. */
class HistoryTest {
    private static final String ROOM = "garden";

    private final List<StoredEvent> log = new ArrayList<>(List.of(stored(1), stored(2), stored(3)));
    private final History history = new History(room -> log);
    private final Reading reading = Reading.after(ROOM, 0);

    private static ClientKey key(int sequence) {
        return History.key(ROOM, "alice", "m" + sequence);
    }

    private static StoredEvent stored(int sequence) {
        return new StoredEvent(
                new RoomId(ROOM),
                new Epoch("e"),
                "event-" + sequence,
                new UserId("alice"),
                Instant.EPOCH,
                new LoggedEvent(
                        sequence, EventType.CHAT, new ClientMessageId("m" + sequence), EventBody.of(body(sequence))));
    }

    private static String body(int sequence) {
        return "{\"seq\":" + sequence + "}";
    }

    private static StompFrame message(int sequence) {
        return StompFrame.of("MESSAGE", "seq", Integer.toString(sequence), "replay", "true")
                .withBody(body(sequence));
    }

    private static StompFrame receipt(int sequence, boolean duplicate) {
        return StompFrame.of("RECEIPT", "seq", Integer.toString(sequence), "duplicate", Boolean.toString(duplicate));
    }

    /** Everybody has said and been answered what is in the log. */
    private void everythingIsReceipted() {
        for (int sequence = 1; sequence <= 3; sequence++) {
            history.said(key(sequence));
            history.receipted(key(sequence), receipt(sequence, false));
        }
    }

    private void reads(int... sequences) {
        history.reads(reading);
        hear(StompFrame.of("MESSAGE", "event", "SYNC", "head", "3", "from", "1", "recovered", "true"));
        for (int sequence : sequences) {
            hear(message(sequence));
        }
    }

    /** The log goes on with somebody's removal and one event behind it. */
    private void isRemoved(String person) {
        String kick = "{\"type\":\"KICK\",\"targetId\":\"" + person + "\"}";
        StoredEvent before = stored(4);
        log.add(new StoredEvent(
                before.room(),
                before.epoch(),
                before.id(),
                before.author(),
                before.sentAt(),
                new LoggedEvent(4, EventType.KICK, null, EventBody.of(kick))));
        log.add(stored(5));
        history.said(key(5));
        history.receipted(key(5), receipt(5, false));
    }

    private void hearsLive(int sequence, String body) {
        hear(StompFrame.of("MESSAGE", "seq", Integer.toString(sequence)).withBody(body));
    }

    @Test
    void anEventBehindAReadersRemovalIsNoticed() {
        everythingIsReceipted();
        isRemoved("bob");
        reading.by("bob");
        reads(1, 2, 3);
        hearsLive(4, log.get(3).event().body().json());
        hearsLive(5, body(5));

        assertThat(judged()).singleElement().asString().contains("removed at 4");
    }

    @Test
    void anEventBehindSomebodyElsesRemovalIsNoViolation() {
        everythingIsReceipted();
        isRemoved("carol");
        reading.by("bob");
        reads(1, 2, 3);
        hearsLive(4, log.get(3).event().body().json());
        hearsLive(5, body(5));

        assertThat(judged()).isEmpty();
    }

    private void hear(StompFrame frame) {
        reading.onMessage(frame).ifPresent(history::violated);
    }

    private List<String> judged() {
        history.judge(List.of(ROOM));
        return history.violations();
    }

    @Test
    void aHistoryAsItShouldBeIsNotBlamed() {
        everythingIsReceipted();
        history.receipted(key(2), receipt(2, true));
        reads(1, 2, 3);

        assertThat(judged()).isEmpty();
    }

    @Test
    void aReceiptOfWhatIsNotInTheLogIsBlamed() {
        everythingIsReceipted();
        history.said(key(4));
        history.receipted(key(4), receipt(4, false));

        assertThat(judged()).singleElement().asString().startsWith("receipted, but not in the log");
    }

    @Test
    void whatWasReceiptedAndIsGoneIsBlamed() {
        everythingIsReceipted();
        reads(1, 2, 3);
        log.remove(2);

        assertThat(judged()).anyMatch(what -> what.contains("has what is not in the log"));
    }

    @Test
    void twoAnswersForOneMessageAreBlamed() {
        everythingIsReceipted();
        history.receipted(key(2), receipt(3, true));

        assertThat(judged()).anyMatch(what -> what.startsWith("two answers"));
    }

    @Test
    void aMessageThatIsStoredTwiceIsBlamed() {
        everythingIsReceipted();
        log.set(2, stored(2));

        assertThat(judged()).anyMatch(what -> what.startsWith("the log of garden has"));
    }

    @Test
    void aHoleInTheLogIsBlamed() {
        everythingIsReceipted();
        log.remove(1);

        assertThat(judged()).anyMatch(what -> what.startsWith("the log of garden has"));
    }

    @Test
    void whatNobodyHasSaidIsBlamed() {
        log.add(stored(4));
        everythingIsReceipted();

        assertThat(judged()).singleElement().asString().startsWith("nobody has said");
    }

    @Test
    void aGapIsBlamed() {
        everythingIsReceipted();
        reads(1, 3);

        assertThat(judged()).singleElement().asString().contains("expected the sequence 2");
    }

    @Test
    void aRepetitionIsBlamed() {
        everythingIsReceipted();
        reads(1, 2, 2, 3);

        assertThat(judged()).anyMatch(what -> what.contains("expected the sequence 3"));
    }

    @Test
    void aReaderThatHearsNoMoreIsBlamed() {
        everythingIsReceipted();
        reads(1, 2);

        assertThat(judged()).singleElement().asString().contains("waits for 3");
    }

    @Test
    void anotherBodyThanTheLogsIsBlamed() {
        everythingIsReceipted();
        reads(1, 2);
        hear(message(3).withBody("{}"));

        assertThat(judged()).singleElement().asString().contains("another body");
    }

    @Test
    void aResumeThatIsSaidToBeImpossibleIsBlamed() {
        everythingIsReceipted();
        history.reads(reading);
        hear(StompFrame.of(
                "MESSAGE", "event", "SYNC", "head", "3", "from", "4", "recovered", "false", "reason", "epoch"));
        reading.end();

        assertThat(judged()).singleElement().asString().contains("the log was always there");
    }

    @Test
    void aMessageThatIsNeverReceiptedIsBlamed() {
        everythingIsReceipted();
        history.said(key(4));

        assertThat(judged()).singleElement().asString().startsWith("never receipted");
    }
}
