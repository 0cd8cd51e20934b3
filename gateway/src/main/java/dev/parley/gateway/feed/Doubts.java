package dev.parley.gateway.feed;

import dev.parley.contracts.chat.MayRead;
import dev.parley.contracts.chat.WhoMayRead;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rights of one room that are in doubt: the room's owner is asked, for many at a time, until it answers. All that come
 * into doubt in one turn of the loop are asked about together.
 */
final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

    private final RoomFeed feed;
    private final EdgeBus bus;
    private final Set<Hearing> waiting = new LinkedHashSet<>();
    private boolean asking;

    Doubts(RoomFeed feed, EdgeBus bus) {
        this.feed = feed;
        this.bus = bus;
    }

    void add(Hearing hearing) {
        waiting.add(hearing);
        if (!asking) {
            asking = true;
            feed.soon(this::ask);
        }
    }

    /** Nobody hears by it any more. */
    void remove(Hearing hearing) {
        waiting.remove(hearing);
    }

    private void ask() {
        List<Hearing> some =
                new ArrayList<>(waiting.stream().limit(WhoMayRead.MAX).toList());
        asking = !some.isEmpty();
        if (asking) {
            some.forEach(waiting::remove);
            ask(some);
        }
    }

    private void ask(List<Hearing> some) {
        List<UserId> people = some.stream().map(Hearing::person).distinct().toList();
        Position reached = furthest(some);
        bus.ask(new WhoMayRead(feed.room(), people, reached)).onComplete(answer -> {
            if (answer.failed()) {
                some.stream().filter(hearing -> !hearing.isOver()).forEach(waiting::add);
                feed.later(this::ask);
                return;
            }
            MayRead may = answer.result();
            Set<UserId> allowed = new HashSet<>(may.people());
            Position known = new Position(reached.epoch(), Math.max(reached.sequence(), may.asOf()));
            if (may.everybody()) {
                some.addAll(waiting);
                waiting.clear();
            }
            some.forEach(hearing -> tell(hearing, may.everybody() || allowed.contains(hearing.person()), known));
            ask();
        });
    }

    /** One reader's bug must not leave the others in doubt. */
    private static void tell(Hearing hearing, boolean mayHear, Position known) {
        try {
            hearing.onAnswer(mayHear, known);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("somebody whose right to hear a room was asked for could not be told");
        }
    }

    private static Position furthest(List<Hearing> some) {
        return some.stream()
                .map(hearing -> Objects.requireNonNull(hearing.doubted()))
                .max(Comparator.comparingLong(Position::sequence))
                .orElseThrow();
    }
}
