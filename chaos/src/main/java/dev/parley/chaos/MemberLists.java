package dev.parley.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many processes each process had in its list of members, since {@link #mark()}. A process that gives no answer has none.
 * Safe for use by several threads.
 */
final class MemberLists {
    static final int NO_ANSWER = -1;

    private final Map<String, List<Entry>> entries = new TreeMap<>();
    private final Map<String, Instant> asked = new TreeMap<>();

    /** @param from when that was first seen; the same as before is no further entry */
    private record Entry(Instant from, int members) {}

    /** Nothing is known of these processes yet. */
    MemberLists(Collection<String> processes, Instant now) {
        for (String process : processes) {
            entries.put(process, new ArrayList<>(List.of(new Entry(now, NO_ANSWER))));
            asked.put(process, Instant.MIN);
        }
    }

    /** A process said so, or {@link #NO_ANSWER}. */
    synchronized void said(String process, Instant whenAsked, Instant whenSaid, int members) {
        if (last(process).members() != members) {
            of(process).add(new Entry(whenSaid, members));
        }
        asked.put(process, whenAsked);
    }

    /** Forgets what was before the latest. */
    synchronized void mark() {
        entries.values().forEach(those -> those.subList(0, those.size() - 1).clear());
    }

    /** When each of these processes had that many members at most; empty where one of them never had. */
    synchronized Optional<Instant> shrunk(Map<String, Integer> to) {
        List<Instant> times = new ArrayList<>();
        to.forEach((process, most) -> first(process, most).ifPresent(times::add));
        return times.size() == to.size() ? times.stream().max(Comparator.naturalOrder()) : Optional.empty();
    }

    /** When the first of all lists did not have all processes. */
    synchronized Optional<Instant> firstShorter() {
        return entries.keySet().stream()
                .flatMap(process -> first(process, entries.size() - 1).stream())
                .min(Comparator.naturalOrder());
    }

    /** Those whose list does not have all processes, as far as is known from answers to questions asked since then. */
    synchronized List<String> incomplete(Instant since) {
        return entries.keySet().stream()
                .filter(process -> last(process).members() != entries.size()
                        || of(asked, process).isBefore(since))
                .toList();
    }

    /** Since when every list has all processes; empty where one has not. */
    synchronized Optional<Instant> wholeSince() {
        return incomplete(Instant.MIN).isEmpty()
                ? entries.keySet().stream().map(process -> last(process).from()).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** How long each list is now, for people. */
    @Override
    public synchronized String toString() {
        Map<String, Integer> lengths = new TreeMap<>();
        entries.keySet().forEach(process -> lengths.put(process, last(process).members()));
        return lengths.toString();
    }

    private Optional<Instant> first(String process, int most) {
        return of(process).stream()
                .filter(entry -> entry.members() != NO_ANSWER && entry.members() <= most)
                .map(Entry::from)
                .findFirst();
    }

    private Entry last(String process) {
        List<Entry> those = of(process);
        return those.get(those.size() - 1);
    }

    private List<Entry> of(String process) {
        return of(entries, process);
    }

    private static <T> T of(Map<String, T> map, String process) {
        T value = map.get(process);
        if (value == null) {
            throw new IllegalArgumentException("no process " + process + " in " + map.keySet());
        }
        return value;
    }
}
