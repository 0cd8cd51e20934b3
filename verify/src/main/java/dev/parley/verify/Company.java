package dev.parley.verify;

import dev.parley.verify.door.Door;
import dev.parley.verify.people.Outsider;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Publisher;
import dev.parley.verify.people.Reader;
import dev.parley.verify.people.Run;
import dev.parley.verify.people.Visitor;
import dev.parley.verify.people.Watcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everybody who takes part in a run, at doors and gateways in turns. */
final class Company {
    private final VerifyOptions options;
    private final Run run;
    private final Cast cast;
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Reader> kicked = new ArrayList<>();
    private final List<Outsider> outsiders = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<String, Set<String>> present = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Visitor visitor;

    Company(VerifyOptions options, Run run, Cast cast) {
        this.options = options;
        this.run = run;
        this.cast = cast;
        cast.openRooms().forEach(this::people);
        cast.privateRooms().forEach(this::people);
        cast.privateRooms().forEach(this::strangers);
        if (cast.hasKicked()) {
            String room = cast.privateRooms().get(0);
            for (Door door : options.doors()) {
                kicked.add(new Reader(run, "kicked-" + door.label(), cast.kicked(), door, room, kicked.size()));
            }
        } else if (!cast.privateRooms().isEmpty()) {
            notes.add("nobody could be added to a private room, so nobody was removed from one");
        }
        addPublishers();
        String visited = cast.openRooms().get(0);
        this.visitor = new Visitor(
                run,
                cast.visitor(),
                presentDoors(),
                visited,
                watchers.stream()
                        .filter(watcher -> watcher.witness().room().equals(visited))
                        .toList());
    }

    private List<Door> presentDoors() {
        return options.doors().stream().filter(Door::isPresent).toList();
    }

    private Door door(int number) {
        return options.doors().get(number % options.doors().size());
    }

    /** Readers and watchers of a room. */
    private void people(String room) {
        boolean isPrivate = cast.privateRooms().contains(room);
        for (int i = 0; i < options.size().readers(); i++) {
            int number = readers.size();
            Person person = isPrivate ? cast.owner(room) : cast.author(number);
            Door door = door(i);
            readers.add(new Reader(run, "reader-" + (number + 1), person, door, room, number));
            if (door.isPresent()) {
                present.computeIfAbsent(room, first -> new HashSet<>()).add(person.username());
            }
        }
        for (Door door : options.doors()) {
            if (door == Door.WS || door == Door.BRIDGE || door == Door.REST) {
                String name = "watcher-" + (watchers.size() + 1);
                watchers.add(new Watcher(run, name, cast.owner(room), door, room, watchers.size()));
            }
        }
    }

    private void strangers(String room) {
        run.judge().mayReadUpTo(room, cast.stranger().username(), 0);
        for (Door door : options.doors()) {
            String name = "stranger-" + cast.tag() + "-" + (outsiders.size() + 1);
            outsiders.add(new Outsider(run, name, cast.stranger(), door, room, outsiders.size()));
        }
    }

    private void addPublishers() {
        int count = options.size().publishers();
        for (int i = 0; i < count; i++) {
            Person person = cast.author(i);
            List<String> rooms = new ArrayList<>(cast.openRooms());
            cast.privateRooms().stream()
                    .filter(room -> cast.owner(room) == person)
                    .forEach(rooms::add);
            Publisher.Plan plan = new Publisher.Plan(
                    "p" + (i + 1) + "-" + cast.tag(),
                    Math.max(1, 1000L * count / options.size().rate()),
                    options.limits().patience().toMillis(),
                    options.size().messages() / count);
            publishers.add(new Publisher(run, plan, person, door(i), rooms, i));
        }
    }

    /** Everybody comes who does not speak. */
    void gather() {
        readers.forEach(Reader::start);
        kicked.forEach(Reader::start);
        outsiders.forEach(Outsider::start);
        watchers.forEach(Watcher::start);
        if (!presentDoors().isEmpty()) {
            visitor.start();
        }
    }

    boolean isGathered() {
        return readers.stream().allMatch(Reader::hasBegun);
    }

    /** From now on messages are said. */
    void talk() {
        publishers.forEach(Publisher::start);
    }

    /** Removes somebody from a private room; from then on it may get nothing. */
    void kick(Rooms rooms) {
        if (kicked.isEmpty()) {
            return;
        }
        String room = cast.privateRooms().get(0);
        Person owner = cast.owner(room);
        rooms.kick(options.limits().settle(), room, owner, cast.kicked())
                .compose(done -> rooms.removedAt(options.limits().settle(), room, owner, cast.kicked()))
                .onSuccess(removal -> {
                    run.judge().mayReadUpTo(room, cast.kicked().username(), removal);
                    kicked.forEach(Reader::expectNothing);
                })
                .onFailure(failed -> notes.add("nobody was removed from a room: " + failed.getMessage()));
    }

    List<Publisher> publishers() {
        return publishers;
    }

    Visitor visitor() {
        return visitor;
    }

    /** Those who may not be where they are go, so that they are not counted as present. */
    void leaveRoomsToMembers() {
        kicked.forEach(Reader::expectNothing);
        kicked.forEach(Reader::stop);
    }

    boolean isPresenceRight() {
        return watchers.stream()
                .allMatch(
                        watcher -> watcher.names().isEmpty() || watcher.names().equals(expected(watcher)));
    }

    private Optional<Set<String>> expected(Watcher watcher) {
        return Optional.of(present.getOrDefault(watcher.witness().room(), Set.of()));
    }

    void judgePresence() {
        for (Watcher watcher : watchers) {
            watcher.names()
                    .ifPresentOrElse(
                            seen -> run.judge()
                                    .presence(
                                            watcher.witness(), expected(watcher).orElseThrow(), seen),
                            () -> notes.add(watcher.witness() + " does not know who is present by name"));
        }
    }

    void stop() {
        publishers.forEach(Publisher::stop);
        readers.forEach(Reader::stop);
        outsiders.forEach(Outsider::stop);
        watchers.forEach(Watcher::stop);
        run.end();
    }

    Outcome outcome(Instant began) {
        return new Outcome(
                began,
                run.now(),
                run.judge().verdict(),
                new Outcome.Presence(visitor.visits(), visitor.longestUnseen(), visitor.longestGhost()),
                run.refusals(),
                run.standstill(),
                run.troubles(),
                List.copyOf(notes));
    }
}
