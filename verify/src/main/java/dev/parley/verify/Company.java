package dev.parley.verify;

import dev.parley.verify.door.Door;
import dev.parley.verify.judge.Witness;
import dev.parley.verify.people.Outsider;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Publisher;
import dev.parley.verify.people.Reader;
import dev.parley.verify.people.Run;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everybody who takes part in a run, at doors and gateways in turns. */
final class Company {
    private final VerifyOptions options;
    private final Run run;
    private final Cast cast;
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Outsider> outsiders = new ArrayList<>();
    private final PresenceCheck presence;
    private final Optional<Removals> removals;

    Company(VerifyOptions options, Run run, Cast cast, Optional<Removals> removals) {
        this.options = options;
        this.run = run;
        this.cast = cast;
        this.removals = removals;
        this.presence = new PresenceCheck(options, run, cast);
        cast.openRooms().forEach(this::people);
        cast.privateRooms().forEach(this::people);
        cast.privateRooms().forEach(this::strangers);
        addPublishers();
    }

    private Door door(int number) {
        return options.doors().get(number % options.doors().size());
    }

    /** Readers of a room. */
    private void people(String room) {
        boolean isPrivate = cast.privateRooms().contains(room);
        for (int i = 0; i < options.size().readers(); i++) {
            int number = readers.size();
            Person person = isPrivate ? cast.owner(room) : cast.author(number);
            Door door = door(i);
            readers.add(new Reader(run, "reader-" + (number + 1), person, door, room, number));
            presence.expect(room, person, door);
        }
    }

    private void strangers(String room) {
        run.judge().mayReadUpTo(room, cast.stranger().member(), 0);
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
        removals.ifPresent(Removals::startReading);
        outsiders.forEach(Outsider::start);
        presence.start();
    }

    boolean isGathered() {
        return readers.stream().allMatch(Reader::hasBegun);
    }

    /** From now on messages are said. */
    void talk() {
        publishers.forEach(Publisher::start);
    }

    /** Removes somebody from a private room, and adds them again, from then on. */
    void removeSomebody(long afterMillis) {
        removals.ifPresent(some -> some.begin(afterMillis));
    }

    /** Waits, for as long as that at most, for what has to be seen once, and says something for as long. */
    Future<Void> see(long until) {
        Future<Void> removed = removals.map(some -> some.end(until)).orElseGet(Future::succeededFuture);
        return removed.compose(done -> run.await(
                until,
                () -> run.judge().isAnyAnswered()
                        && outsiders.stream().allMatch(Outsider::wasRefused)
                        && presence.hasSeenVisitor()));
    }

    List<Publisher> publishers() {
        return publishers;
    }

    PresenceCheck presence() {
        return presence;
    }

    /** Those who come and go go, so that they are not counted as present. */
    void leaveRoomsToMembers() {
        presence.sendVisitorAway();
        removals.ifPresent(Removals::stopReading);
    }

    /** What this run was to judge, and could not, as nothing of the kind has happened in it. */
    private List<String> unjudged() {
        List<String> unjudged = new ArrayList<>();
        if (!run.judge().isAnyAnswered()) {
            unjudged.add("whether messages are kept: none was acknowledged");
        }
        if (!presence.hasSeenVisitor()) {
            unjudged.add("how soon presence is right: nobody was seen to come");
        }
        outsiders.stream().filter(outsider -> !outsider.wasRefused()).forEach(outsider -> {
            Witness witness = outsider.witness();
            unjudged.add("whether a stranger is refused in " + witness.room() + " at " + witness.door()
                    + ": there was no answer");
        });
        if (removals.isEmpty() && !cast.privateRooms().isEmpty()) {
            unjudged.add("whether who is removed from a room gets nothing more: that takes "
                    + (VerifyOptions.LEAST_PEOPLE + 1) + " people");
        }
        removals.ifPresent(some -> unjudged.addAll(some.unjudged()));
        return unjudged;
    }

    void stop() {
        publishers.forEach(Publisher::stop);
        readers.forEach(Reader::stop);
        outsiders.forEach(Outsider::stop);
        presence.stop();
        run.end();
    }

    Outcome outcome(Instant began) {
        return new Outcome(
                began,
                run.now(),
                run.judge().verdict(),
                presence.outcome(),
                new Outcome.Shut(run.refusals(), removals.map(Removals::count).orElse(0)),
                run.standstill(),
                run.troubles(),
                presence.notes(),
                unjudged());
    }
}
