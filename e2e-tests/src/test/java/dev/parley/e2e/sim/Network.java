package dev.parley.e2e.sim;

import dev.parley.contracts.Event;
import dev.parley.contracts.chat.RenewInterest;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The clustered event bus between processes: best effort, in order from one process to another. While it is troubled, a
 * message may be lost, and an event may come again, later.
 */
final class Network {
    private static final int LOST_EVENTS_IN_100 = 30;
    private static final int LOST_OTHERS_IN_100 = 3;
    private static final int REPEATED_EVENTS_IN_100 = 15;
    private static final int REPEATED_WITHIN_MILLIS = 4000;

    private final Schedule schedule;
    private final Random random;
    private final Tally tally;
    private final Map<String, List<Served>> addresses = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Set<Breakage> broken;
    private boolean troubled = true;
    private Predicate<Object> doomed = body -> false;

    /** What listens at an address. */
    record Served(SimVertx process, Schedule.Loop loop, Handler<Message<Object>> handler) {}

    /** What is on its way from one process to another. */
    private final class Link implements Schedule.Source {
        private final Deque<Packet> packets = new ArrayDeque<>();

        @Override
        public boolean isReady() {
            return !packets.isEmpty();
        }

        @Override
        public void step() {
            Packet packet = packets.remove();
            boolean event = packet.body() instanceof Event;
            if (isDrawn(event ? LOST_EVENTS_IN_100 : LOST_OTHERS_IN_100) || isMissing(packet.body())) {
                if (event) {
                    tally.add(Happening.ANNOUNCEMENT_LOST);
                }
                return;
            }
            if (event && isDrawn(REPEATED_EVENTS_IN_100)) {
                tally.add(Happening.ANNOUNCEMENT_REPEATED);
                Duration later = Duration.ofMillis(random.nextInt(REPEATED_WITHIN_MILLIS));
                schedule.after(later, packet.loop(), packet.arrival());
            }
            packet.loop().execute(packet.arrival());
        }
    }

    private record Packet(Object body, Schedule.Loop loop, Runnable arrival) {}

    Network(Schedule schedule, Random random, Tally tally, Set<Breakage> broken) {
        this.broken = broken;
        this.schedule = schedule;
        this.random = random;
        this.tally = tally;
    }

    /** From now on everything arrives, once. */
    void calm() {
        troubled = false;
    }

    /** From now on what is such never arrives, troubled or not. */
    void lose(Predicate<Object> what) {
        doomed = what;
    }

    private boolean isDrawn(int inHundred) {
        return troubled && random.nextInt(100) < inHundred;
    }

    private boolean isMissing(Object body) {
        return doomed.test(body) || (broken.contains(Breakage.NO_GAP_REPAIR) && body instanceof RenewInterest);
    }

    void serve(String address, Served served) {
        addresses.computeIfAbsent(address, none -> new ArrayList<>()).add(served);
    }

    void end(String address, Served served) {
        addresses.getOrDefault(address, new ArrayList<>()).remove(served);
    }

    /** The cluster has noticed that a process is dead. */
    void forget(SimVertx process) {
        addresses.values().forEach(all -> all.removeIf(served -> served.process() == process));
    }

    List<Served> at(String address) {
        return List.copyOf(addresses.getOrDefault(address, List.of()));
    }

    void carry(SimVertx from, SimVertx to, Object body, Schedule.Loop loop, Runnable arrival) {
        links.computeIfAbsent(from + " to " + to, way -> {
                    Link link = new Link();
                    schedule.add(way, link);
                    return link;
                })
                .packets
                .add(new Packet(body, loop, arrival));
    }
}
