package dev.parley.chat.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the service counts. One for all shards of a process; any thread. */
public final class ChatMeters {
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final MeterRegistry registry;
    private final DistributionSummary batches;
    private final Timer commits;
    private final Counter conflicts;
    private final Map<Outcome, Counter> answered = new ConcurrentHashMap<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong shards = new AtomicLong();

    /** What came of a command: a handful of each. */
    private record Outcome(String command, String code) {}

    public ChatMeters(MeterRegistry registry) {
        this.registry = registry;
        this.batches = DistributionSummary.builder("parley.chat.batch")
                .description("writes that were committed together")
                .publishPercentiles(MEDIAN, TAIL)
                .register(registry);
        this.commits = Timer.builder("parley.chat.commit")
                .description("from the start of a batch to its commit, retries included")
                .publishPercentiles(MEDIAN, TAIL)
                .register(registry);
        this.conflicts = Counter.builder("parley.chat.conflicts")
                .description("batches that another owner was faster than")
                .register(registry);
        Gauge.builder("parley.chat.queue", queued, AtomicLong::get)
                .description("writes that wait at the shards of this process")
                .register(registry);
        Gauge.builder("parley.chat.shards", shards, AtomicLong::get)
                .description("shards that this process serves")
                .register(registry);
    }

    /** @param code {@code ok}, or the code of the refusal */
    public void answered(String command, String code) {
        answered.computeIfAbsent(
                        new Outcome(command, code),
                        outcome -> registry.counter("parley.chat.commands", "type", command, "code", code))
                .increment();
    }

    /** A shard is served from now on. */
    public void shardTaken() {
        shards.incrementAndGet();
    }

    /** A shard is served no more. */
    public void shardReleased() {
        shards.decrementAndGet();
    }

    void queued(int change) {
        queued.addAndGet(change);
    }

    void committed(int writes, Duration took) {
        batches.record(writes);
        commits.record(took);
    }

    void conflict() {
        conflicts.increment();
    }
}
