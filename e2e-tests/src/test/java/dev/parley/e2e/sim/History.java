package dev.parley.e2e.sim;

import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.stomp.StompFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people have seen, held against the log: the invariants I1 to I5 of docs/architecture.md. What can be judged at
 * once is, the rest when all is quiet.
 */
final class History {
    private final Function<String, List<StoredEvent>> log;
    private final Map<ClientKey, StompFrame> answers = new HashMap<>();
    private final List<ClientKey> firstAnswers = new ArrayList<>();
    private final List<ClientKey> said = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int receipts;

    /** @param log a room's log as the database has it now, in order of sequence */
    History(Function<String, List<StoredEvent>> log) {
        this.log = log;
    }

    /** Something that must never happen has happened. */
    void violated(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }

    int receipts() {
        return receipts;
    }

    int deliveries() {
        return readings.stream().mapToInt(reading -> reading.events().size()).sum();
    }

    static ClientKey key(String room, String user, String id) {
        return new ClientKey(new RoomId(room), new UserId(user), new ClientMessageId(id));
    }

    /** Somebody says something for the first time. */
    void said(ClientKey key) {
        said.add(key);
    }

    /** A RECEIPT has come. What it says is in the log by now (I1), and what every other answer says (I2). */
    void receipted(ClientKey key, StompFrame receipt) {
        receipts++;
        StompFrame before = answers.putIfAbsent(key, receipt);
        if (before != null && before.number("seq") != receipt.number("seq")) {
            violated("two answers for " + key + ": " + before + " and " + receipt);
        }
        if (receipt.header("duplicate").equals(Optional.of("false"))) {
            if (firstAnswers.contains(key)) {
                violated("stored twice, says the second " + receipt);
            }
            firstAnswers.add(key);
        }
        boolean there = log.apply(key.room().value()).stream()
                .anyMatch(event -> event.event().sequence() == receipt.number("seq")
                        && event.clientKey().equals(Optional.of(key)));
        if (!there) {
            violated("receipted, but not in the log: " + receipt);
        }
    }

    void reads(Reading reading) {
        readings.add(reading);
    }

    /** Judges what is left, when nothing is on its way any more. */
    void judge(Iterable<String> rooms) {
        for (String room : rooms) {
            List<StoredEvent> events = log.apply(room);
            judgeLog(room, events);
            readings.stream().filter(reading -> reading.room().equals(room)).forEach(reading -> judge(reading, events));
        }
        said.stream()
                .filter(key -> !answers.containsKey(key))
                .forEach(key -> violated("never receipted, however often it was said: " + key));
    }

    private void judgeLog(String room, List<StoredEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).event().sequence() != i + 1) {
                violated("the log of " + room + " has " + events.get(i).position() + " at its place " + (i + 1));
                return;
            }
        }
        if (events.stream().map(StoredEvent::epoch).distinct().count() > 1) {
            violated("the log of " + room + " has two epochs");
        }
        Map<ClientKey, Long> stored = events.stream()
                .flatMap(event -> event.clientKey().stream())
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        stored.forEach((key, times) -> {
            if (times > 1) {
                violated("stored " + times + " times: " + key);
            }
            if (!said.contains(key)) {
                violated("nobody has said " + key);
            }
        });
    }

    /** Whether the event says that this person may read no more. */
    static boolean isRemoval(String body, String person) {
        return body.startsWith("{\"type\":\"KICK\"") && body.contains("\"targetId\":\"" + person + "\"");
    }

    private static OptionalLong removedAt(Reading reading, List<StoredEvent> events) {
        return events.stream()
                .filter(event -> event.event().sequence() > reading.allowedAt())
                .filter(event -> isRemoval(event.event().body().json(), reading.person()))
                .mapToLong(event -> event.event().sequence())
                .findFirst();
    }

    private void judge(Reading reading, List<StoredEvent> events) {
        OptionalLong removed = removedAt(reading, events);
        for (StompFrame frame : reading.events()) {
            long sequence = frame.number("seq");
            if (sequence > events.size()) {
                violated(reading + " has what is not in the log: " + frame);
                return;
            }
            if (removed.isPresent() && sequence > removed.getAsLong()) {
                violated(
                        reading + " of " + reading.person() + ", removed at " + removed.getAsLong() + ", got " + frame);
            }
            byte[] body = events.get((int) sequence - 1).event().body().utf8();
            if (!frame.body().equals(new String(body, StandardCharsets.UTF_8))) {
                violated(reading + " has another body than the log: " + frame);
            }
        }
        if (reading.isOpen() && reading.next() != events.size() + 1) {
            violated(reading + " waits for " + reading.next() + " and the log has " + events.size() + " events");
        }
    }
}
