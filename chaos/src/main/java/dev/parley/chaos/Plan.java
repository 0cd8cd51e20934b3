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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The faults of a run, without end: rounds of every kind of fault in an order, with targets and lengths, that the seed
 * decides. The same seed gives the same plan.
 */
final class Plan implements Iterator<Fault> {
    private static final String DATABASE = LocalClusterLayout.POSTGRES;
    private static final int SECOND = 1000;
    private static final int PAUSE = 20;
    private static final int LONG_PAUSE = 60;
    private static final Duration BRIEF = Duration.ofSeconds(1);

    private final Random random;
    private final Deque<Fault> round = new ArrayDeque<>();

    Plan(long seed) {
        this.random = new Random(seed);
    }

    /**
     * What the test suite has time for: each kind of process killed, and two at once; a frozen owner of rooms and a split in the
     * middle, both until they have been noticed; PostgreSQL killed; every process replaced.
     */
    static List<Fault> brief() {
        List<Fault> faults = new ArrayList<>();
        for (Service service : Service.values()) {
            faults.add(kill(service, service.processes().get(0), BRIEF).untilNoticed());
        }
        faults.add(killTwo(List.of("chat-2", "gateway-2"), BRIEF).untilNoticed());
        faults.add(pause(Service.CHAT, "chat-1", 14).untilNoticed());
        faults.add(partition(Service.GATEWAY, Service.CHAT.word(), Service.CHAT.processes(), Duration.ofSeconds(6)));
        faults.add(split(0, Duration.ofSeconds(14)).untilNoticed());
        faults.add(onDatabase(Action.DATABASE_KILL, "PostgreSQL: kill -9", BRIEF));
        faults.addAll(update());
        return List.copyOf(faults);
    }

    /** One of each kind that a plan may have. */
    static List<Fault> kinds() {
        Map<String, Fault> kinds = new TreeMap<>();
        new Plan(0).shuffled().forEach(faults -> faults.forEach(fault -> kinds.put(fault.label(), fault)));
        for (Service service : Service.values()) {
            Fault pause = pause(service, service.processes().get(0), LONG_PAUSE);
            kinds.put(pause.label(), pause);
        }
        return List.copyOf(kinds.values());
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
        all.add(update());
        Collections.shuffle(all, random);
        return all;
    }

    private List<Fault> kills() {
        List<Fault> faults = new ArrayList<>();
        for (Service service : Service.values()) {
            service.processes().forEach(process -> faults.add(kill(service, process, between(0, 6))));
        }
        for (int i = 0; i < 2; i++) {
            List<String> processes = new ArrayList<>(Service.all());
            Collections.shuffle(processes, random);
            faults.add(killTwo(processes.subList(0, 2), between(0, 6)));
        }
        return faults;
    }

    /** One of each kind; and long ones of an owner of rooms, and of another. */
    private List<Fault> pauses() {
        List<Fault> faults = new ArrayList<>();
        for (Service service : Service.values()) {
            faults.add(pause(service, oneOf(service.processes()), PAUSE));
        }
        faults.add(pause(Service.CHAT, oneOf(Service.CHAT.processes()), LONG_PAUSE));
        Service other = oneOf(List.of(Service.PRESENCE, Service.AUTH, Service.GATEWAY));
        faults.add(pause(other, oneOf(other.processes()), LONG_PAUSE));
        return faults;
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
        faults.add(split(random.nextInt(Service.EACH), between(10, 30)));
        return faults;
    }

    /** Half of the processes of each kind, and the database on the side of that number. */
    private static Fault split(int database, Duration lasts) {
        List<List<String>> sides = IntStream.range(0, Service.EACH)
                .<List<String>>mapToObj(half -> new ArrayList<>(Stream.of(Service.values())
                        .map(service -> service.processes().get(half))
                        .toList()))
                .toList();
        sides.get(database).add(DATABASE);
        return new Fault(Action.PARTITION, "split in the middle", sides.get(0), sides.get(1), lasts);
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

    private static Fault killTwo(List<String> processes, Duration lasts) {
        return new Fault(Action.KILL, "kill -9: two at once", processes, List.of(), lasts);
    }

    private static Fault pause(Service service, String process, int seconds) {
        return new Fault(
                Action.PAUSE,
                "SIGSTOP " + seconds + " s: " + service.word(),
                List.of(process),
                List.of(),
                Duration.ofSeconds(seconds));
    }

    /** Every process, one after the other. */
    private static List<Fault> update() {
        return Stream.of(Service.values())
                .flatMap(service -> service.processes().stream().map(process -> replace(service, process)))
                .toList();
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
}
