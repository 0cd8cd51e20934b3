package dev.parley.verify;

import dev.parley.verify.VerifyOptions.Limits;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Person.Account;
import dev.parley.verify.people.Person.Source;
import dev.parley.verify.people.Run;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Who is in a run, and in which rooms. */
final class Cast {
    /** A visitor, a stranger, and one who is a member of a private room at times. */
    private static final int SPECIAL = 3;

    private static final int MOST_AUTHORS = 12;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final VerifyOptions options;
    private final Rooms rooms;
    private final List<Person> people = new ArrayList<>();
    private final List<String> open;
    private final List<String> closed;

    Cast(VerifyOptions options, Run run, Rooms rooms) {
        this.options = options;
        this.rooms = rooms;
        this.open = names("verify-" + tag + "-", options.size().rooms());
        this.closed = names("verify-" + tag + "-private-", options.size().privateRooms());
        for (Source source : options.people().isEmpty() ? accounts() : options.people()) {
            people.add(new Person(run, source));
        }
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    private List<Source> accounts() {
        int authors = Math.min(options.size().publishers(), MOST_AUTHORS);
        String password = UUID.randomUUID().toString();
        return IntStream.range(0, authors + SPECIAL)
                .<Source>mapToObj(i -> new Account("verify-" + tag + "-" + i, password, true))
                .toList();
    }

    /** Registers people and makes rooms, one after the other. */
    Future<Void> assemble() {
        Limits limits = options.limits();
        Future<Void> done = Future.succeededFuture();
        for (Person person : people) {
            done = done.compose(before -> rooms.insist(limits.setUp(), person::introduce));
        }
        for (String room : open) {
            done = done.compose(before -> rooms.create(limits.setUp(), room, "public", owner(room)));
            for (Person author : authors()) {
                done = done.compose(before -> rooms.join(limits.setUp(), room, author));
            }
        }
        for (String room : closed) {
            done = done.compose(before -> rooms.create(limits.setUp(), room, "private", owner(room)));
        }
        return done;
    }

    String tag() {
        return tag;
    }

    List<String> openRooms() {
        return open;
    }

    List<String> privateRooms() {
        return closed;
    }

    /** The first is the stranger, the second the visitor, the third, where there are enough, is removed from rooms. */
    Person stranger() {
        return people.get(0);
    }

    Person visitor() {
        return people.get(1);
    }

    Person kicked() {
        return people.get(2);
    }

    /** Whether there is somebody for {@link #kicked}. */
    boolean hasKicked() {
        return people.size() > VerifyOptions.LEAST_PEOPLE;
    }

    /** All others. */
    List<Person> authors() {
        return people.subList(hasKicked() ? SPECIAL : 2, people.size());
    }

    Person author(int number) {
        return authors().get(number % authors().size());
    }

    /** Who made the room; of a private one, its only member that stays. */
    Person owner(String room) {
        List<String> all = closed.contains(room) ? closed : open;
        return author(all.indexOf(room));
    }
}
