package dev.parley.e2e.sim;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run: people talk and read while processes die, stand still and disagree about who there is, messages are lost and
 * repeated, and the database stumbles. Then all of that ends, and everything must come right by itself.
 */
final class Simulation {
    private static final Duration TROUBLE = Duration.ofSeconds(12);

    /** Nobody says anything new any more, while messages still get lost: the last announcements among them. */
    private static final Duration EBB = Duration.ofSeconds(5);

    /** What is stale may live for ten seconds (I8), and is repaired by the next digest but one. */
    private static final Duration QUIET = Duration.ofSeconds(20);

    private static final int PEOPLE = 5;
    private static final int CHATS = 3;
    private static final int GATEWAYS = 2;

    private final World world;
    private final History history;
    private final List<ChatProcess> chats = new ArrayList<>();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final List<Person> people;
    private final Doorkeeper keeper;
    private boolean calm;
    private int incarnations;

    Simulation(long seed, Set<Breakage> broken) {
        this.world = new World(seed, broken);
        this.history = new History(room -> world.database().log(new RoomId(room)));
        world.letEverybodyIn();
        for (int i = 0; i < CHATS; i++) {
            chats.add(new ChatProcess(world, incarnation("chat-" + i)));
        }
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(new GatewayProcess(world, incarnation("gateway-" + i)));
        }
        everybodyBelievesTheTruth();
        this.people = World.times(PEOPLE, i -> new Person(world, "person-" + i, history, this::anyGateway));
        this.keeper = new Doorkeeper(world, people.stream().map(Person::name).toList());
    }

    /** How often what happened in it. */
    Tally tally() {
        return world.tally();
    }

    /** Plays it to its end; what is wrong is in the history. */
    History play() {
        trouble();
        world.schedule().run(TROUBLE);
        calm = true;
        people.forEach(Person::calm);
        keeper.calm();
        world.schedule().run(EBB);
        heal();
        world.schedule().run(QUIET);
        history.judge(Person.ROOMS);
        history.judge(List.of(Doorkeeper.ROOM));
        return history;
    }

    private NodeId incarnation(String name) {
        return new NodeId(name, Integer.toString(incarnations++));
    }

    private Optional<GatewayProcess> anyGateway() {
        List<GatewayProcess> open =
                gateways.stream().filter(GatewayProcess::isOpen).toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(world.oneOf(open));
    }

    // --- what goes wrong

    private void trouble() {
        if (calm) {
            return;
        }
        world.schedule().after(Duration.ofMillis(100).plus(world.upTo(1500)), world.outside(), this::trouble);
        switch (world.random().nextInt(7)) {
            case 0 -> crashChat();
            case 1 -> crashGateway();
            case 2 -> disagree();
            case 3 -> world.oneOf(chats).pause(world.upTo(3000));
            case 4 -> world.oneOf(gateways).pause(world.upTo(2000));
            case 5 -> world.database().hiccup(world.upTo(2500));
            default -> everybodyBelievesTheTruth();
        }
    }

    /** It dies, and comes back as another incarnation; the others notice both after a while. */
    private void crashChat() {
        int which = world.random().nextInt(CHATS);
        ChatProcess dying = chats.get(which);
        dying.crash(world.upTo(1500));
        chats.set(which, new ChatProcess(world, incarnation(dying.self().name())));
        world.schedule().after(world.upTo(1500), world.outside(), this::everybodyBelievesTheTruth);
    }

    private void crashGateway() {
        int which = world.random().nextInt(GATEWAYS);
        gateways.get(which).crash(world.upTo(1500));
        gateways.set(which, new GatewayProcess(world, incarnation("gateway-" + which)));
    }

    /** Each thinks that it is alone, or that somebody else is not there: shards have two owners, or none. */
    private void disagree() {
        for (ChatProcess chat : chats) {
            chat.believe(chats.stream()
                    .map(ChatProcess::self)
                    .filter(node -> node.equals(chat.self()) || world.isDrawn(50))
                    .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private void everybodyBelievesTheTruth() {
        chats.forEach(chat -> chat.believe(truth()));
    }

    private Set<NodeId> truth() {
        return chats.stream().map(ChatProcess::self).collect(Collectors.toUnmodifiableSet());
    }

    private void heal() {
        world.network().calm();
        world.database().calm();
        everybodyBelievesTheTruth();
    }
}
