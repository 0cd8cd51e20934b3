package dev.parley.platform.cluster;

import dev.parley.contracts.model.NodeId;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.NodeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is there: those that Hazelcast lists and that are not silent for long, and those that it does not list, or no longer, but
 * who answer on the event bus (docs/adr/0037-who-answers-is-there.md). Whom it drops has the benefit of the doubt until the
 * first question. Times are {@link System#nanoTime}. Any thread.
 */
final class Roster {
    /** Who is listed and was not heard for so long is asked. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    /** How often who is there is asked, and told who else is. */
    static final Duration ASK_WHO_IS_THERE = Duration.ofSeconds(2);

    /** How often who is not there is asked. */
    static final Duration ASK_WHO_IS_NOT = Duration.ofSeconds(5);

    /** How long an answer may take. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    /** For so long a listed process may be silent, where Hazelcast does not drop it before. */
    static final Duration PATIENCE_WITH_LISTED = Duration.ofSeconds(12);

    /** For so long an unlisted process that has answered may be silent: a pause of its JVM is no reason to move shards. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For so long an unlisted process that is silent is known, to be asked again. */
    static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    /**
     * A process of the cluster.
     *
     * @param attributes what it says of itself
     * @param bus where its event bus is
     */
    record Peer(NodeId id, Map<String, String> attributes, NodeInfo bus) {
        Peer {
            attributes = Map.copyOf(attributes);
        }

        String node() {
            return id.value();
        }

        @Nullable
        String attribute(String name) {
            return attributes.get(name);
        }

        private boolean isAnotherStartOf(Peer other) {
            return id.name().equals(other.id.name())
                    && !id.equals(other.id)
                    && Objects.equals(attribute(HazelcastConfig.SERVICE), other.attribute(HazelcastConfig.SERVICE));
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("name", id.name())
                    .put("incarnation", id.incarnation())
                    .put("attributes", new JsonObject(new HashMap<>(attributes)))
                    .put("host", bus.host())
                    .put("port", bus.port());
        }

        static Peer of(JsonObject json) {
            return new Peer(
                    new NodeId(json.getString("name"), json.getString("incarnation")),
                    json.getJsonObject("attributes").stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, entry -> (String) entry.getValue())),
                    new NodeInfo(json.getString("host"), json.getInteger("port"), null));
        }
    }

    /**
     * What is known of a process.
     *
     * @param there whether it counts
     * @param sinceNanos since when it is listed, dropped or heard of
     * @param heardNanos when it was heard last; before {@code sinceNanos} it has not been since
     * @param askedNanos when it was asked last, or {@link #NEVER}
     */
    private record Known(Peer peer, boolean listed, boolean there, long sinceNanos, long heardNanos, long askedNanos) {
        static Known of(Peer peer, boolean listed, boolean there, long nanos) {
            return new Known(peer, listed, there, nanos, nanos - 1, NEVER);
        }

        Known dropped(long nanos) {
            return new Known(peer, false, there, nanos, heardNanos, NEVER);
        }

        Known heard(long nanos) {
            return new Known(peer, listed, true, sinceNanos, nanos, askedNanos);
        }

        Known asked(long nanos) {
            return new Known(peer, listed, there, sinceNanos, heardNanos, nanos);
        }

        Known gone() {
            return new Known(peer, listed, false, sinceNanos, heardNanos, askedNanos);
        }

        boolean isAsked() {
            return askedNanos != NEVER && heardNanos - askedNanos <= 0;
        }

        boolean wasAskedWithin(Duration time, long nanos) {
            return askedNanos != NEVER && nanos - askedNanos < time.toNanos();
        }

        boolean isSilent(long nanos) {
            return silence(nanos).compareTo(SILENCE) > 0;
        }

        Duration silence(long nanos) {
            return Duration.ofNanos(nanos - Math.max(heardNanos, sinceNanos));
        }

        boolean isHeardSince() {
            return heardNanos - sinceNanos >= 0;
        }

        /** How long it may be silent before it is not there. */
        Duration patience() {
            return listed ? PATIENCE_WITH_LISTED : isHeardSince() ? PATIENCE : Duration.ZERO;
        }
    }

    private static final long NEVER = Long.MIN_VALUE;

    private final String self;
    private final Map<String, Known> known = new HashMap<>();
    private final Consumer<String> forgotten;

    /** @param forgotten is told of each process that is known no more */
    Roster(String self, Consumer<String> forgotten) {
        this.self = self;
        this.forgotten = forgotten;
    }

    /**
     * These are the processes that Hazelcast lists now, this one among them. A process that has come since an earlier start of
     * it was heard ends what was known of that.
     */
    synchronized void list(Collection<Peer> now, long nanos) {
        Set<String> listed = now.stream().map(Peer::node).collect(Collectors.toSet());
        known.replaceAll((node, before) -> before.listed() && !listed.contains(node) ? before.dropped(nanos) : before);
        now.forEach(peer -> known.merge(
                peer.node(), Known.of(peer, true, true, nanos), (before, fresh) -> before.listed() ? before : fresh));
        List<Peer> ended = known.values().stream()
                .filter(this::isReplaced)
                .map(Known::peer)
                .toList();
        ended.forEach(peer -> forget(peer.node()));
    }

    private boolean isReplaced(Known lost) {
        return !lost.listed()
                && known.values().stream()
                        .anyMatch(one -> one.listed()
                                && one.peer().isAnotherStartOf(lost.peer())
                                && one.sinceNanos() - lost.heardNanos() > 0);
    }

    /** Another process lists this one. It is there when it is heard itself. */
    synchronized void introduce(Peer peer, long nanos) {
        known.putIfAbsent(peer.node(), Known.of(peer, false, false, nanos));
    }

    /** The process was heard on the bus. Returns whether it was not there before. */
    synchronized boolean heard(String node, long nanos) {
        Known before = known.get(node);
        if (before == null) {
            return false;
        }
        known.put(node, before.heard(nanos));
        return !before.there();
    }

    /** Whom to ask now: who is not listed, not there or not heard, each from time to time. They count as asked. */
    synchronized List<String> toAsk(long nanos) {
        List<String> due = new ArrayList<>();
        known.replaceAll((node, one) -> {
            Duration pause = one.there() ? ASK_WHO_IS_THERE : ASK_WHO_IS_NOT;
            boolean doubtful = !one.listed() || !one.there() || one.isSilent(nanos);
            if (node.equals(self) || !doubtful || one.wasAskedWithin(pause, nanos)) {
                return one;
            }
            due.add(node);
            return one.asked(nanos);
        });
        return due;
    }

    /**
     * The bus connects to a process, anew or for the first time: whether to ask it now. That one whose port refuses has ended
     * is known by that at once, also where Hazelcast lists it. It counts as asked.
     */
    synchronized boolean askNow(String node, long nanos) {
        Known one = known.get(node);
        if (one == null || node.equals(self) || one.wasAskedWithin(ANSWER_WITHIN, nanos)) {
            return false;
        }
        known.put(node, one.asked(nanos));
        return true;
    }

    /** Whether the process, there or not, was not heard for so long that what was sent to it meanwhile may be lost. */
    synchronized boolean isSilent(String node, long nanos) {
        Known one = known.get(node);
        return one != null && one.isSilent(nanos);
    }

    /** Whether the process should say that it is there, and not only hear who else is. */
    synchronized boolean isDoubted(String node, long nanos) {
        Known one = known.get(node);
        return one != null && (!one.there() || !one.isHeardSince() || one.isSilent(nanos));
    }

    /**
     * Whoever was asked, did not answer in time and has been silent for longer than it may is not there. Returns those that
     * were there until now.
     */
    synchronized List<String> judge(long nanos) {
        List<String> gone = new ArrayList<>();
        for (Known one : List.copyOf(known.values())) {
            String node = one.peer().node();
            boolean late = one.isAsked() && nanos - one.askedNanos() >= ANSWER_WITHIN.toNanos();
            if (!late || one.silence(nanos).compareTo(one.patience()) < 0) {
                continue;
            }
            if (one.there()) {
                known.put(node, one.gone());
                gone.add(node);
            }
            if (!one.listed() && one.silence(nanos).compareTo(KNOWN_FOR) >= 0) {
                forget(node);
            }
        }
        return gone;
    }

    /** Nothing was judged in time here: who was asked is asked again first. */
    synchronized void excuse() {
        known.replaceAll((node, one) -> one.asked(NEVER));
    }

    /**
     * Nobody listens where the process is found, which was tried then. It has ended, or has not begun to listen, whether
     * Hazelcast lists it or not. Returns whether it was there until now.
     */
    synchronized boolean refused(String node, long askedNanos) {
        Known before = known.get(node);
        if (before == null || before.heardNanos() - askedNanos > 0) {
            return false;
        }
        if (before.listed()) {
            known.put(node, before.gone());
        } else {
            forget(node);
        }
        return before.there();
    }

    private void forget(String node) {
        known.remove(node);
        forgotten.accept(node);
    }

    /** How many Hazelcast lists, there or not. */
    synchronized int countListed() {
        return (int) known.values().stream().filter(Known::listed).count();
    }

    /** Those that are there. */
    synchronized List<Peer> present() {
        return present(one -> true);
    }

    /** Those that are there and that Hazelcast lists. */
    synchronized List<Peer> listed() {
        return present(Known::listed);
    }

    /** Those that are there although Hazelcast does not list them. */
    synchronized List<Peer> unlisted() {
        return present(one -> !one.listed());
    }

    private List<Peer> present(Predicate<Known> which) {
        return known.values().stream()
                .filter(Known::there)
                .filter(which)
                .map(Known::peer)
                .toList();
    }

    /** A process that is there or may be. */
    synchronized Optional<Peer> find(String node) {
        return Optional.ofNullable(known.get(node)).map(Known::peer);
    }
}
