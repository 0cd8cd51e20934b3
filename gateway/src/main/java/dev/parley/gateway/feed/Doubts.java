package dev.parley.gateway.feed;

import dev.parley.contracts.chat.MayRead;
import dev.parley.contracts.chat.WhoMayRead;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The rights of one room that are in doubt: the room's owner is asked, for many at a time, until it answers. */
final class Doubts {
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
        ask();
    }

    private void ask() {
        waiting.removeIf(Hearing::isOver);
        if (asking || waiting.isEmpty()) {
            return;
        }
        asking = true;
        List<Hearing> some = waiting.stream().limit(WhoMayRead.MAX).toList();
        some.forEach(waiting::remove);
        List<UserId> people = some.stream().map(Hearing::person).distinct().toList();
        Position reached = furthest(some);
        bus.ask(new WhoMayRead(feed.room(), people, reached)).onComplete(answer -> {
            asking = false;
            if (answer.failed()) {
                waiting.addAll(some);
                feed.later(this::ask);
                return;
            }
            MayRead may = answer.result();
            Set<UserId> allowed = new HashSet<>(may.people());
            long knownUpTo = Math.max(reached.sequence(), may.asOf());
            some.forEach(hearing -> hearing.onAnswer(allowed.contains(hearing.person()), knownUpTo));
            ask();
        });
    }

    private static Position furthest(List<Hearing> some) {
        return some.stream()
                .map(hearing -> Objects.requireNonNull(hearing.doubted()))
                .max(Comparator.comparingLong(Position::sequence))
                .orElseThrow();
    }
}
