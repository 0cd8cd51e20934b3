package dev.parley.verify;

import dev.parley.verify.door.Door;
import dev.parley.verify.judge.PresenceJudge;
import dev.parley.verify.judge.Witness;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Run;
import dev.parley.verify.people.Visitor;
import dev.parley.verify.people.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who watches which room, who is to be present there, and a visitor who comes and goes. */
final class PresenceCheck {
    private final List<Door> doors;
    private final Run run;
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<String, Set<String>> present = new HashMap<>();
    private final Set<String> notes = new TreeSet<>();
    private final Visitor visitor;

    PresenceCheck(VerifyOptions options, Run run, Cast cast) {
        this.doors = options.doors();
        this.run = run;
        cast.openRooms().forEach(room -> watch(room, cast.owner(room)));
        cast.privateRooms().forEach(room -> watch(room, cast.owner(room)));
        String visited = cast.openRooms().get(0);
        this.visitor = new Visitor(
                run,
                cast.visitor(),
                presentDoors(),
                visited,
                watchers.stream()
                        .filter(watcher -> watcher.witness().room().equals(visited))
                        .toList(),
                options.limits().presence());
    }

    private void watch(String room, Person person) {
        for (Door door : watchedDoors()) {
            String name = "watcher-" + (watchers.size() + 1);
            watchers.add(new Watcher(run, name, person, door, room, watchers.size()));
        }
    }

    /** SockJS is another way to WebSocket's STOMP: there is nothing more to see, unless there is nothing else. */
    private List<Door> watchedDoors() {
        List<Door> few = doors.stream()
                .filter(door -> door != Door.SOCKJS && door != Door.SOCKJS_XHR)
                .toList();
        return few.isEmpty() ? doors : few;
    }

    private List<Door> presentDoors() {
        return doors.stream().filter(Door::isPresent).toList();
    }

    /** Somebody reads that room to the end. */
    void expect(String room, Person person, Door door) {
        if (door.isPresent()) {
            present.computeIfAbsent(room, first -> new HashSet<>()).add(person.username());
        }
    }

    void start() {
        watchers.forEach(Watcher::start);
        if (!presentDoors().isEmpty()) {
            visitor.start();
        }
    }

    void sendVisitorAway() {
        visitor.stop();
    }

    void stop() {
        watchers.forEach(Watcher::stop);
    }

    /** Whether all who watch saw the visitor once, or cannot, as there is none, or rooms do not tell names. */
    boolean hasSeenVisitor() {
        return visitor.wasSeen()
                || presentDoors().isEmpty()
                || watchers.stream().anyMatch(watcher -> watcher.number().isPresent());
    }

    boolean isRight() {
        return watchers.stream().allMatch(watcher -> {
            Set<String> expected = expected(watcher);
            return watcher.names().map(expected::equals).orElse(watcher.number().orElse(-1) == expected.size());
        });
    }

    private Set<String> expected(Watcher watcher) {
        return present.getOrDefault(watcher.witness().room(), Set.of());
    }

    void judge() {
        PresenceJudge judge = run.judge().presence();
        for (Watcher watcher : watchers) {
            Witness witness = watcher.witness();
            Set<String> expected = expected(watcher);
            if (watcher.number().isPresent()) {
                notes.add(witness + " is told how many are present, and not who");
                judge.number(witness, expected.size(), watcher.number().getAsInt());
            } else {
                watcher.names()
                        .ifPresentOrElse(seen -> judge.names(witness, expected, seen), () -> judge.unknown(witness));
            }
        }
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Outcome.Presence outcome() {
        return new Outcome.Presence(visitor.visits(), visitor.unseen(), visitor.ghosts());
    }
}
