package dev.parley.presence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.SessionChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gateways report, repeat, lose and restart: the rooms are the union of what the live leases say. */
class PresencePropertyTest {
    private static final int SEEDS = 150;
    private static final int STEPS = 120;
    private static final List<RoomId> ROOMS = List.of(Gateway.LOBBY, Gateway.ATTIC);
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave", "eve");

    private record Place(RoomId room, String session) {}

    /** A gateway: what it has in mind, and what of that the shard should hold, until when. */
    private static final class Node {
        private final Map<Place, String> mind = new HashMap<>();
        private final String name;
        private Gateway gateway;
        private int incarnation;
        private Map<Place, String> held = Map.of();
        private long endsAtMillis;

        Node(String name) {
            this.name = name;
            this.gateway = new Gateway(name, "0");
        }
    }

    private final Shard shard = new Shard();
    private final Gateway watcher = new Gateway("watcher", "w");
    private final List<Node> nodes = List.of(new Node("g1"), new Node("g2"), new Node("g3"));

    static Stream<Long> seeds() {
        return LongStream.generate(new Random()::nextLong).limit(SEEDS).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theTableIsTheUnionOfTheLiveLeasesAndWatchersSeeIt(long seed) {
        try {
            run(new Random(seed));
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    private void run(Random random) {
        shard.hears(watcher.says(Gateway.watch(Gateway.LOBBY)));
        WatcherView asksOnce = new WatcherView(shard.whoIsIn(Gateway.LOBBY));
        WatcherView asksOften = new WatcherView(shard.whoIsIn(Gateway.LOBBY));

        for (int step = 0; step < STEPS; step++) {
            act(random, asksOften);
            shard.events().forEach(event -> {
                asksOnce.hears(event);
                asksOften.hears(event);
            });
            assertThat(shard.leases.sessions())
                    .as("sessions after step %d", step)
                    .isEqualTo(live().mapToInt(node -> node.held.size()).sum());
        }

        nodes.forEach(node -> report(node, List.of()));
        pass(Shard.MERGE);
        shard.events().forEach(event -> {
            asksOnce.hears(event);
            asksOften.hears(event);
        });
        ROOMS.forEach(room ->
                assertThat(shard.whoIsIn(room).online()).isEqualTo(union(room).size()));
        asksOnce.agreesWith(union(Gateway.LOBBY), typing());
        asksOften.agreesWith(union(Gateway.LOBBY), typing());
        nothingIsLeftWhenAllLeasesEnd();
    }

    private void act(Random random, WatcherView asksOften) {
        Node node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> report(node, changes(node, random));
            case 4 -> reportAll(node);
            case 5 -> misfit(node);
            case 6 -> restart(node, random);
            case 7 -> pass(Duration.ofMillis(random.nextInt(4_000)));
            case 8 -> shard.types(Gateway.LOBBY, PEOPLE.get(random.nextInt(PEOPLE.size())), random.nextBoolean());
            default -> {
                RoomPresence answer = shard.whoIsIn(Gateway.LOBBY);
                asksOften.asked(answer);
            }
        }
    }

    /** A report, and the report of everything where the answer asks for it. */
    private void report(Node node, List<SessionChange> changes) {
        RenewLease report = node.gateway.says(changes);
        boolean fits = shard.hears(report) == report.version();
        node.endsAtMillis = leaseEnd();
        if (fits) {
            node.held = Map.copyOf(node.mind);
            shard.hears(report);
        } else {
            node.held = Map.of();
            reportAll(node);
        }
    }

    private void reportAll(Node node) {
        shard.hears(node.gateway.saysAll(node.mind.entrySet().stream()
                .map(entry -> Gateway.here(entry.getKey().room(), entry.getKey().session(), entry.getValue()))
                .toList()));
        node.held = Map.copyOf(node.mind);
        node.endsAtMillis = leaseEnd();
    }

    private void misfit(Node node) {
        shard.hears(new RenewLease(
                0,
                node.gateway.node(),
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE,
                List.of(Gateway.here(ROOMS.get(0), "x", "x"))));
        node.held = isLive(node) ? node.held : Map.of();
        node.endsAtMillis = leaseEnd();
    }

    private void restart(Node node, Random random) {
        node.incarnation++;
        node.gateway = new Gateway(node.name, Integer.toString(node.incarnation));
        node.mind.clear();
        report(node, changes(node, random));
    }

    private static List<SessionChange> changes(Node node, Random random) {
        List<SessionChange> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Place place = new Place(ROOMS.get(random.nextInt(ROOMS.size())), "s" + random.nextInt(4));
            if (random.nextInt(3) == 0) {
                node.mind.remove(place);
                changes.add(Gateway.gone(place.room(), place.session()));
            } else {
                String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
                node.mind.put(place, person);
                changes.add(Gateway.here(place.room(), place.session(), person));
            }
        }
        return changes;
    }

    /** The watcher renews before, so that it lives through any pause of the test. */
    private void pass(Duration time) {
        shard.hears(watcher.says());
        shard.passes(time);
    }

    private void nothingIsLeftWhenAllLeasesEnd() {
        shard.passes(Shard.LEASE);
        assertThat(shard.leases.size()).isZero();
        assertThat(shard.leases.sessions()).isZero();
        assertThat(shard.rooms.watched()).isZero();
        assertThat(shard.rooms.size()).isZero();
    }

    private long leaseEnd() {
        return shard.now().steadyMillis() + Shard.LEASE.toMillis();
    }

    private boolean isLive(Node node) {
        return node.endsAtMillis > shard.now().steadyMillis();
    }

    private Stream<Node> live() {
        return nodes.stream().filter(this::isLive);
    }

    private Set<UserId> union(RoomId room) {
        return live().flatMap(node -> node.held.entrySet().stream())
                .filter(entry -> entry.getKey().room().equals(room))
                .map(entry -> Gateway.person(entry.getValue()).id())
                .collect(Collectors.toSet());
    }

    private Set<UserId> typing() {
        return shard.whoIsIn(Gateway.LOBBY).typing().stream().map(Person::id).collect(Collectors.toSet());
    }
}
