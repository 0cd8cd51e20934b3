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
 * A gateway that everybody comes to at once, as when another one has died: those who are there already go on, and all who
 * come again when they are told to are let in. To measure others: {@code -Dherd.clients=2000 -Dherd.rate=0}, which is
 * without a rate.
 */
@Timeout(240)
class HerdIT {
    private static final int CLIENTS = Sizes.sockets(Integer.getInteger("herd.clients", 600));
    private static final String RATE = System.getProperty("herd.rate", "60");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Nobody is cut off for being slow on a busy machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_CONNECTS_PER_SECOND", RATE,
            "PARLEY_CONNECTS_BURST", "60",
            "PARLEY_CONNECTS_RETRY_SECONDS", "8",
            "PARLEY_CONNECT_SECONDS", "120",
            "PARLEY_HTTP_HEADER_SECONDS", "120",
            "PARLEY_SLOW_CONSUMER_SECONDS", "120");

    @Test
    void everybodyIsLetInInTheEndAndThoseWhoAreThereGoOn() {
        try (AbusedParley parley = new AbusedParley("herd", SETTINGS, Bounds.Memory.USUAL);
                Herd herd = new Herd(parley.gateway(), "returning")) {
            fill(parley);
            Bystanders bystanders = parley.bystanders();
            awaitRoundTrips(bystanders, 20);
            long quiet = bystanders.slowestMillis();
            long before = bystanders.roundTrips();
            long begun = System.nanoTime();

            herd.come(CLIENTS);

            Eventually.within(PATIENCE, () -> assertThat(herd.admitted()).isEqualTo(CLIENTS));
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            long during = bystanders.roundTrips() - before;
            parley.note("herd: rate " + RATE + ", " + CLIENTS + " clients in " + seconds + " s, " + herd.refused()
                    + " told to come later, " + herd.untimely() + " otherwise refused; slowest round trip " + quiet
                    + " ms before, " + bystanders.slowestMillis() + " ms of " + during + " during");
            assertThat(herd.untimely())
                    .as("refused without a time to come again")
                    .isZero();
            awaitRoundTrips(bystanders, 5);
            assertThat(bystanders.failure()).isEmpty();
            assertThat(parley.isAlive()).isTrue();
        }
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
