package dev.parley.chaos;

import dev.parley.testkit.Eventually;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Injects one fault after the other, each after the cluster has recovered from the one before, and says so. Blocks. */
final class Rounds {
    private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(3);

    private final Harmed cluster;
    private final Injector injector;
    private final Canary canary;
    private final PrintStream out;
    private final List<Injection> done = new ArrayList<>();

    Rounds(Harmed cluster, PrintStream out) {
        this.cluster = cluster;
        this.injector = new Injector(cluster);
        this.canary = new Canary(cluster.gateways());
        this.out = out;
    }

    /** Waits until messages go through everywhere, before any fault. */
    void begin() {
        Instant now = Instant.now();
        Eventually.within(RECOVERED_WITHIN, () -> {
            requireWhole(now);
            canary.sing();
        });
    }

    /**
     * Goes on until the faults are through or the time is over. Where the cluster does not recover by itself, all of its
     * services are started anew, as somebody would do at night.
     *
     * @param wanted which of them to make; others are passed over
     * @throws AssertionError where the cluster does not recover even so
     */
    void play(Iterator<Fault> faults, Predicate<Fault> wanted, int most, Instant until) throws InterruptedException {
        while (faults.hasNext() && done.size() < most && Instant.now().isBefore(until)) {
            Fault fault = faults.next();
            if (wanted.test(fault) && !play(fault)) {
                out.println(
                        "    not recovered: what threads do is in the logs; all services are killed and started again");
                injector.relaunchAll();
                begin();
            }
        }
    }

    /** What was made so far, in this order. */
    List<Injection> done() {
        return Collections.unmodifiableList(done);
    }

    private boolean play(Fault fault) throws InterruptedException {
        int number = done.size() + 1;
        cluster.members().mark();
        Instant from = Instant.now();
        out.println(from.truncatedTo(ChronoUnit.SECONDS) + "  " + number + "  " + fault);
        List<String> problems = new ArrayList<>();
        try {
            injector.inject(fault);
        } catch (AssertionError | IllegalStateException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        Instant ended = Instant.now();
        boolean recovered = recover(ended, problems);
        Injection injection = new Injection(number, fault, from, ended, Instant.now(), members(fault), problems);
        done.add(injection);
        out.println("    "
                + injection
                        .outAfter()
                        .map(out -> "out after " + seconds(out) + " s, ")
                        .orElse("")
                + injection
                        .wholeAfter()
                        .map(whole -> "whole again " + seconds(whole) + " s and ")
                        .orElse("")
                + "recovered " + seconds(injection.recovery()) + " s after its end"
                + (problems.isEmpty() ? "" : "; " + String.join("; ", problems)));
        return recovered;
    }

    private Injection.Members members(Fault fault) {
        MemberLists lists = cluster.members();
        Optional<Instant> shorter = lists.firstShorter();
        return new Injection.Members(
                fault.shrinks().isEmpty() ? shorter : lists.shrunk(fault.shrinks()),
                shorter.flatMap(some -> lists.wholeSince()));
    }

    /** Whether the cluster recovered in time. */
    private boolean recover(Instant ended, List<String> problems) throws InterruptedException {
        try {
            Eventually.within(RECOVERED_WITHIN, () -> {
                injector.relaunchEnded().forEach(name -> problems.add(name + " ended by itself"));
                List<String> notReady = cluster.notReady();
                if (!notReady.isEmpty()) {
                    throw new AssertionError("not ready: " + notReady);
                }
                requireWhole(ended);
                canary.sing();
            });
            return true;
        } catch (AssertionError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("while waiting for the recovery");
            }
            problems.add("not recovered: " + firstLine(String.valueOf(e.getMessage())));
            injector.dumpThreads();
            return false;
        }
    }

    private void requireWhole(Instant since) {
        List<String> incomplete = cluster.members().incomplete(since);
        if (!incomplete.isEmpty()) {
            throw new AssertionError("do not see all others: " + incomplete + " of " + cluster.members());
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
