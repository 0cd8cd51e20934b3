package dev.parley.e2e.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A gateway that everybody comes to at once, as when another one has died: they are let in no faster than at the rate, all
 * of them in the end, and those who are there already go on meanwhile. To measure others: {@code -Dherd.clients=2000
 * -Dherd.rate=400}. With {@code -Dherd.rate=0}, which is without a rate, it notes its figures and fails.
 */
@Timeout(240)
class HerdIT {
    private static final int CLIENTS = Sizes.sockets(Integer.getInteger("herd.clients", 600));
    private static final int USUAL_RATE = 60;
    private static final int RATE = Integer.getInteger("herd.rate", USUAL_RATE);
    private static final int BURST = 60;

    /** By the rate, whatever the machine: of the first bucket none has to wait, and what rounding gives is one more. */
    private static final Duration AT_THE_LEAST =
            Duration.ofMillis(1000L * (CLIENTS - BURST - 1) / (RATE > 0 ? RATE : USUAL_RATE));

    /** How many times fewer round trips in a second there may be than in quiet. The herd takes the machine, too. */
    private static final int SLOWED = 10;

    private static final int QUIET_TRIPS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Nobody is cut off for being slow on a busy machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_CONNECTS_PER_SECOND", Integer.toString(RATE),
            "PARLEY_CONNECTS_BURST", Integer.toString(BURST),
            "PARLEY_CONNECTS_RETRY_SECONDS", "8",
            "PARLEY_CONNECT_SECONDS", "120",
            "PARLEY_HTTP_HEADER_SECONDS", "120",
            "PARLEY_SLOW_CONSUMER_SECONDS", "120");

    @Test
    void everybodyIsLetInAtTheRateAndThoseWhoAreThereGoOn() {
        try (AbusedParley parley = new AbusedParley("herd", SETTINGS, Bounds.Memory.USUAL);
                Herd herd = new Herd(parley.gateway(), "returning")) {
            fill(parley);
            Bystanders bystanders = parley.bystanders();
            bystanders.slowestMillis();
            Talk quiet = talk(bystanders, () -> awaitRoundTrips(bystanders, QUIET_TRIPS));
            long slowest = bystanders.slowestMillis();

            Talk during = talk(bystanders, () -> {
                herd.come(CLIENTS);
                Eventually.within(PATIENCE, () -> assertThat(herd.admitted()).isEqualTo(CLIENTS));
            });

            parley.note("herd: rate " + RATE + ", " + CLIENTS + " clients, " + herd.refused() + " told to come later, "
                    + herd.untimely() + " otherwise refused; quiet: " + quiet + ", slowest " + slowest
                    + " ms; during: " + during + ", slowest " + bystanders.slowestMillis() + " ms");
            assertThat(herd.untimely())
                    .as("refused without a time to come again")
                    .isZero();
            assertThat(herd.refused()).as("told to come later").isPositive();
            assertThat(during.time()).as("let in at the rate").isGreaterThanOrEqualTo(AT_THE_LEAST);
            assertThat(during.trips()).as("round trips of those who were there").isPositive();
            assertThat(during.each())
                    .as("what a round trip took, of %s, beside %s in quiet", during, quiet)
                    .isLessThanOrEqualTo(quiet.each().multipliedBy(SLOWED));
            assertThat(bystanders.failure()).isEmpty();
            assertThat(parley.isAlive()).isTrue();
        }
    }

    /** How many round trips there were in a time, pauses included. */
    private record Talk(long trips, Duration time) {
        Duration each() {
            return time.dividedBy(trips);
        }
    }

    private static Talk talk(Bystanders bystanders, Runnable meanwhile) {
        long before = bystanders.roundTrips();
        long begun = System.nanoTime();
        meanwhile.run();
        return new Talk(bystanders.roundTrips() - before, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** What everybody wants to read when it comes back. */
    private static void fill(AbusedParley parley) {
        try (StompClient writer = parley.gateway().open("tcp", List.of())) {
            writer.connect();
            for (int i = 0; i < 20; i++) {
                String id = "before-" + i;
                writer.send(StompFrame.of("SEND", "destination", "/publish/chat/room/returning", "receipt", id)
                        .withBody("what they have missed"));
                writer.expectReceipt(id);
            }
        }
    }

    private static void awaitRoundTrips(Bystanders bystanders, long more) {
        long wanted = bystanders.roundTrips() + more;
        Eventually.within(PATIENCE, () -> {
            assertThat(bystanders.failure()).isEmpty();
            assertThat(bystanders.roundTrips()).isGreaterThanOrEqualTo(wanted);
        });
    }
}
