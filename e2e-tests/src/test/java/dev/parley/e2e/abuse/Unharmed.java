package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What has to hold after every abuse, and during it: others talk on, memory stays in its bounds, the log has no fault for
 * what was a client's, and nothing is left behind. Gives tests the one process that all of them share.
 */
final class Unharmed implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMES = ExtensionContext.Namespace.create(Unharmed.class);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);
    private static final long MORE_ROUND_TRIPS = 2;
    /** Some come and go by themselves: the connections of those who ask for health and metrics. */
    private static final long OTHER_SOCKETS = 8;
    /** The rooms, people and caches of one test, whose own bounds are settings. */
    private static final long KEPT_BYTES = 12 * Bounds.MIB;

    private record Before(long connections, long sockets, long live, long roundTrips, int logLines) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AbusedParley.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parley(context);
    }

    private static AbusedParley parley(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMES)
                .computeIfAbsent(AbusedParley.class, type -> new AbusedParley(), AbusedParley.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        AbusedParley parley = parley(context);
        Vitals vitals = parley.vitals();
        vitals.forgetPeak();
        parley.bystanders().slowestMillis();
        context.getStore(NAMES)
                .put(
                        Before.class,
                        new Before(
                                vitals.connections(),
                                vitals.sockets(),
                                vitals.live(),
                                parley.bystanders().roundTrips(),
                                parley.log().size()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        AbusedParley parley = parley(context);
        Before before = Objects.requireNonNull(context.getStore(NAMES).get(Before.class, Before.class));
        List<String> logged = parley.log();
        assertThat(parley.isAlive())
                .as(
                        "the process lives; its log ends: %s",
                        logged.subList(Math.max(0, logged.size() - 20), logged.size()))
                .isTrue();
        long roundTrips = othersTalkOn(parley.bystanders());
        Vitals vitals = parley.vitals();
        nothingIsLeft(vitals, before);
        long live = kept(vitals, before);
        long peak = vitals.peakResident();
        parley.note(String.format(
                Locale.ROOT,
                "%-90s round trips %4d slowest %5d ms  peak RSS %4d MiB  live %3d -> %3d MiB",
                context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName(),
                roundTrips - before.roundTrips(),
                parley.bystanders().slowestMillis(),
                peak / Bounds.MIB,
                before.live() / Bounds.MIB,
                live / Bounds.MIB));
        assertThat(peak).as("the peak of resident memory").isLessThan(Bounds.Memory.USUAL.process());
        noFaultIsLogged(parley.log().subList(before.logLines(), parley.log().size()));
    }

    private static long othersTalkOn(Bystanders bystanders) {
        long soFar = bystanders.roundTrips();
        Eventually.within(ENDED_WITHIN, () -> {
            assertThat(bystanders.failure()).as("what ended the talk of others").isEmpty();
            assertThat(bystanders.roundTrips()).isGreaterThanOrEqualTo(soFar + MORE_ROUND_TRIPS);
        });
        return bystanders.roundTrips();
    }

    private static void nothingIsLeft(Vitals vitals, Before before) {
        Eventually.within(ENDED_WITHIN, () -> {
            assertThat(vitals.connections()).as("connections, by the gauges").isEqualTo(before.connections());
            assertThat(vitals.sockets()).as("open sockets").isLessThanOrEqualTo(before.sockets() + OTHER_SOCKETS);
        });
    }

    /** A connection that has ended is forgotten some seconds later. */
    private static long kept(Vitals vitals, Before before) {
        AtomicLong live = new AtomicLong();
        Eventually.within(ENDED_WITHIN, () -> {
            live.set(vitals.live());
            assertThat(live.get()).as("living memory").isLessThan(before.live() + KEPT_BYTES);
        });
        return live.get();
    }

    private static void noFaultIsLogged(List<String> lines) {
        assertThat(lines).as("the log").noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
    }
}
