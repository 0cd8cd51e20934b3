package dev.parley.verify;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.people.Person.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param gateways at least one
 * @param doors where clients come in, each of them at one gateway at least
 * @param length how long messages are said; zero for until it is told to stop
 * @param people where its people come from; empty for accounts that it registers
 * @param report where the JSON goes
 */
public record VerifyOptions(
        List<Gateway> gateways,
        List<Door> doors,
        Duration length,
        Limits limits,
        Size size,
        List<Source> people,
        Prefixes prefixes,
        Optional<Path> report) {
    /** The least that a run needs: two authors, a visitor and a stranger. */
    static final int LEAST_PEOPLE = 4;

    public VerifyOptions {
        gateways = List.copyOf(gateways);
        doors = List.copyOf(doors);
        people = List.copyOf(people);
        if (gateways.isEmpty() || doors.isEmpty()) {
            throw new IllegalArgumentException("a run needs a gateway and a door");
        }
        for (Door door : doors) {
            if (gateways.stream().noneMatch(gateway -> gateway.has(door))) {
                throw new IllegalArgumentException("no gateway has the door " + door.label());
            }
        }
        if (!people.isEmpty() && people.size() < LEAST_PEOPLE) {
            throw new IllegalArgumentException("a run needs " + LEAST_PEOPLE + " people at least");
        }
    }

    /**
     * What is waited for at most.
     *
     * @param setUp until people and rooms are there
     * @param settle until everything is acknowledged, read and seen after the last message was said
     * @param patience for one answer, before another gateway is tried
     * @param presence until all see that somebody has come or gone; zero where that is measured and not judged
     */
    public record Limits(Duration setUp, Duration settle, Duration patience, Duration presence) {}

    /**
     * How much load it is, and so how much memory it takes.
     *
     * @param rooms public ones
     * @param privateRooms rooms with strangers that must stay outside
     * @param readers of each room
     * @param publishers all together
     * @param rate messages a second, all together
     * @param messages the most that are said, all together
     */
    public record Size(int rooms, int privateRooms, int readers, int publishers, int rate, long messages) {
        public Size {
            if (rooms < 1 || readers < 1 || publishers < 2 || rate < 1) {
                throw new IllegalArgumentException("a run needs a room, a reader of it, two publishers and a rate");
            }
        }
    }

    /** The prefixes of STOMP destinations. */
    public record Prefixes(String publish, String subscribe) {}
}
