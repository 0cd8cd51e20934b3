package dev.parley.e2e.sim;

import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.chat.ChatCommand;
import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Owns a private room, and lets people in and removes them, and talks all the time: whatever comes of it. What is not
 * answered is left at that: the next time it may be the other way round.
 */
final class Doorkeeper {
    static final String ROOM = "attic";

    private static final RoomId ATTIC = new RoomId(ROOM);
    private static final Actor SELF = new Actor(new UserId("keeper"), "keeper", "keeper", Set.of("user"));

    private final World world;
    private final Bus bus;
    private final List<String> people;
    private boolean calm;

    Doorkeeper(World world, List<String> people) {
        this.world = world;
        this.bus = world.bus(world.vertx("keeper"));
        this.people = people;
        act();
    }

    void calm() {
        calm = true;
    }

    private void act() {
        if (calm) {
            return;
        }
        world.schedule().after(Duration.ofMillis(15).plus(world.upTo(90)), world.outside(), this::act);
        if (!world.database().roomIds().contains(ATTIC)) {
            ask(new CreateRoom(ATTIC, SELF, ROOM, Visibility.PRIVATE, ""));
            return;
        }
        int draw = world.random().nextInt(100);
        Target target = new Target(new UserId(world.oneOf(people)), "somebody");
        if (draw < 40) {
            ask(new PutMember(ATTIC, SELF, target, Role.READER));
        } else if (draw < 60) {
            world.tally().add(Happening.REMOVED);
            ask(new RemoveMember(ATTIC, SELF, target));
        } else {
            ask(new PostMessage(ATTIC, SELF, "a secret", null, null));
        }
    }

    private void ask(ChatCommand<?> command) {
        bus.ask(command).otherwiseEmpty();
    }
}
