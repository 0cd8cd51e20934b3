package dev.parley.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Rooms full of readers, and somebody who publishes into each. Blocks; for one thread. */
public final class ChatLoad implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Fleet fleet;
    private final Shape shape;
    private final List<Room> rooms = new ArrayList<>();
    private final List<Reader> stallable = new ArrayList<>();
    private final Recorder healthy = new Recorder();
    private final Recorder stalled = new Recorder();
    private @Nullable Pace pace;

    /**
     * How large the load is.
     *
     * @param readers in each room
     * @param stallable how many readers of each room can be stalled, and are counted apart
     * @param publishers in each room
     */
    public record Shape(int rooms, int readers, int stallable, int publishers, int bodyBytes) {
        /** Plain rooms, and bodies of 256 bytes. */
        public static Shape of(int rooms, int readers) {
            return new Shape(rooms, readers, 0, 1, 256);
        }

        /** Connections that it needs. */
        public int connections() {
            return rooms * (readers + publishers);
        }
    }

    /** What readers got in a time. */
    public record Seen(long deliveries, Latency latency) {
        static Seen of(Recorder.Seen seen) {
            return new Seen(seen.count(), Latency.ofMicros(seen.micros()));
        }
    }

    private ChatLoad(Fleet fleet, Shape shape) {
        this.fleet = fleet;
        this.shape = shape;
    }

    /**
     * Opens all connections; returns when every subscription is live.
     *
     * @param name what its rooms' ids begin with: nobody else may have them
     */
    public static ChatLoad open(int port, String name, Shape shape) {
        ChatLoad load = new ChatLoad(new Fleet(port, shape.stallable() > 0 ? 1 << 14 : 0), shape);
        try {
            load.fleet.open(load.members(name));
            return load;
        } catch (RuntimeException e) {
            load.close();
            throw e;
        }
    }

    /** Readers first: nobody misses a message. */
    private List<StompSocket.Listener> members(String name) {
        List<StompSocket.Listener> members = new ArrayList<>(shape.connections());
        for (int i = 0; i < shape.rooms(); i++) {
            rooms.add(new Room(name + "-" + i));
        }
        for (int i = 0; i < shape.readers(); i++) {
            for (Room room : rooms) {
                Reader reader = new Reader(fleet, room, i < shape.stallable() ? stalled : healthy);
                members.add(reader);
                if (i < shape.stallable()) {
                    stallable.add(reader);
                }
            }
        }
        for (Room room : rooms) {
            for (int i = 0; i < shape.publishers(); i++) {
                Publisher publisher = new Publisher(fleet, room.id(), "", shape.bodyBytes(), () -> {});
                room.add(publisher);
                members.add(publisher);
            }
        }
        return members;
    }

    /** Publishes to room after room, so that there are so many deliveries a second in all. */
    public void steady(double deliveriesPerSecond) {
        fleet.ask(() -> {
            int[] next = {0};
            pace = Pace.start(fleet.loop(), deliveriesPerSecond / shape.readers(), meant -> {
                rooms.get(next[0]).publish(meant);
                next[0] = (next[0] + 1) % rooms.size();
            });
            return null;
        });
    }

    /** Publishes as fast as it is delivered, with so many messages of each room on their way. */
    public void saturate(int window) {
        fleet.ask(() -> {
            rooms.forEach(room -> room.saturate(window));
            return null;
        });
    }

    /** Publishes nothing more. */
    public void stop() {
        fleet.ask(() -> {
            if (pace != null) {
                pace.stop();
            }
            rooms.forEach(Room::stop);
            return null;
        });
    }

    /** The stallable readers take what comes, or do not. */
    public void stall(boolean stalls) {
        fleet.ask(() -> {
            stallable.forEach(reader -> reader.read(!stalls));
            return null;
        });
    }

    /** What the readers saw since they were last asked; those that cannot be stalled. */
    public Seen seen() {
        return Seen.of(fleet.ask(healthy::reset));
    }

    /** The same of those that can be stalled. */
    public Seen seenByStallable() {
        return Seen.of(fleet.ask(stalled::reset));
    }

    /** Waits until everybody has everything, or the time is over; then says what is wrong. */
    public Sequence.Faults drain(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!fleet.ask(() -> rooms.stream().allMatch(Room::isDrained)) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return fleet.ask(() -> rooms.stream().map(Room::faults).reduce(Sequence.Faults.NONE, Sequence.Faults::plus));
    }

    /** Why connections were lost, empty where none was. */
    public List<String> losses() {
        return fleet.losses();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
