package dev.parley.chaos;

import dev.parley.chaos.Fault.Action;
import dev.parley.testkit.LocalClusterLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The faults of a run, without end: rounds of every kind of fault in an order, with targets and lengths, that the seed
 * decides. The same seed gives the same plan.
 */
final class Plan implements Iterator<Fault> {
    private static final String DATABASE = LocalClusterLayout.POSTGRES;
    private static final int SECOND = 1000;

    private final Random random;
    private final Deque<Fault> round = new ArrayDeque<>();

    Plan(long seed) {
        this.random = new Random(seed);
    }

    /** A handful of short faults, in which each process that can be killed is killed: what the test suite has time for. */
    static List<Fault> brief() {
        List<Fault> faults = new ArrayList<>();
        for (Service service : Service.values()) {
            faults.add(kill(service, service.processes().get(0), Duration.ofSeconds(1)));
        }
        faults.add(new Fault(Action.PAUSE, "SIGSTOP 6 s: chat", List.of("chat-1"), List.of(), Duration.ofSeconds(6)));
        faults.add(partition(Service.GATEWAY, Service.CHAT.word(), Service.CHAT.processes(), Duration.ofSeconds(6)));
        Service.CHAT.processes().forEach(process -> faults.add(replace(Service.CHAT, process)));
        return List.copyOf(faults);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Fault next() {
        if (round.isEmpty()) {
            shuffled().forEach(round::addAll);
        }
        return round.remove();
    }

    /** The processes of a rolling update follow each other; all else stands alone. */
    private List<List<Fault>> shuffled() {
        List<List<Fault>> all = new ArrayList<>();
        Stream.of(kills(), pauses(), partitions(), database())
                .flatMap(List::stream)
                .map(List::of)
                .forEach(all::add);
        all.add(Stream.of(Service.values())
                .flatMap(service -> service.processes().stream().map(process -> replace(service, process)))
                .toList());
        Collections.shuffle(all, random);
        return all;
    }

    private List<Fault> kills() {
        List<Fault> faults = new ArrayList<>();
        for (Service service : Service.values()) {
            service.processes().forEach(process -> faults.add(kill(service, process, between(0, 6))));
        }
        for (int i = 0; i < 2; i++) {
            List<String> processes = new ArrayList<>(processes());
            Collections.shuffle(processes, random);
            faults.add(
                    new Fault(Action.KILL, "kill -9: two at once", processes.subList(0, 2), List.of(), between(0, 6)));
        }
        return faults;
    }

    private List<Fault> pauses() {
        List<Fault> faults = new ArrayList<>();
        for (Service service : Service.values()) {
            faults.add(pause(service, 20));
        }
        faults.add(pause(oneOf(List.of(Service.values())), 60));
        return faults;
    }

    private Fault pause(Service service, int seconds) {
        return new Fault(
                Action.PAUSE,
                "SIGSTOP " + seconds + " s: " + service.word(),
                List.of(oneOf(service.processes())),
                List.of(),
                Duration.ofSeconds(seconds));
    }

    private List<Fault> partitions() {
        List<Fault> faults = new ArrayList<>();
        List<Service> before = new ArrayList<>();
        for (Service service : Service.values()) {
            before.forEach(other -> faults.add(partition(service, other.word(), other.processes(), between(5, 25))));
            before.add(service);
        }
        faults.add(partition(Service.CHAT, DATABASE, List.of(DATABASE), between(5, 25)));
        faults.add(partition(Service.AUTH, DATABASE, List.of(DATABASE), between(5, 25)));
        faults.add(split());
        return faults;
    }

    /** Half of the processes of each kind, and the database on one of the sides. */
    private Fault split() {
        List<List<String>> sides = IntStream.range(0, Service.EACH)
                .<List<String>>mapToObj(half -> new ArrayList<>(Stream.of(Service.values())
                        .map(service -> service.processes().get(half))
                        .toList()))
                .toList();
        sides.get(random.nextInt(Service.EACH)).add(DATABASE);
        return new Fault(Action.PARTITION, "split in the middle", sides.get(0), sides.get(1), between(10, 30));
    }

    private List<Fault> database() {
        return List.of(
                onDatabase(Action.DATABASE_KILL, "PostgreSQL: kill -9", between(0, 5)),
                onDatabase(Action.DATABASE_RESTART, "PostgreSQL: restart", between(0, 5)),
                onDatabase(Action.DATABASE_PAUSE, "PostgreSQL: SIGSTOP", between(5, 20)),
                onDatabase(Action.DISK_FULL, "PostgreSQL: disk full", between(5, 15)));
    }

    private static Fault onDatabase(Action action, String label, Duration lasts) {
        return new Fault(action, label, List.of(DATABASE), List.of(), lasts);
    }

    private static Fault kill(Service service, String process, Duration lasts) {
        return new Fault(Action.KILL, "kill -9: " + service.word(), List.of(process), List.of(), lasts);
    }

    private static Fault replace(Service service, String process) {
        return new Fault(
                Action.REPLACE, "rolling update: " + service.word(), List.of(process), List.of(), Duration.ZERO);
    }

    private static Fault partition(Service service, String other, List<String> others, Duration lasts) {
        return new Fault(
                Action.PARTITION, "partition: " + service.word() + ", " + other, service.processes(), others, lasts);
    }

    private Duration between(int seconds, int andSeconds) {
        return Duration.ofMillis(random.nextInt(seconds * SECOND, andSeconds * SECOND));
    }

    private <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    private static List<String> processes() {
        return Stream.of(Service.values())
                .flatMap(service -> service.processes().stream())
                .toList();
    }
}
