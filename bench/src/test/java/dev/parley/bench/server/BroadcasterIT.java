package dev.parley.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.load.ReceiptLoad;
import dev.parley.bench.load.Sequence;
import dev.parley.bench.load.StormLoad;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.Ports;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load and the bare broadcaster, each shown to work by the other. */
class BroadcasterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final Broadcaster broadcaster = new Broadcaster(port);

    @AfterEach
    void close() {
        broadcaster.close();
    }

    @Test
    void everyReaderOfARoomGetsWhatIsPublishedThere() {
        try (ChatLoad load = ChatLoad.open(port, "room", new ChatLoad.Shape(3, 4, 0, 2, 256))) {
            load.saturate(2);
            Eventually.within(
                    PATIENCE, () -> assertThat(load.seen().deliveries()).isPositive());

            load.stop();

            assertThat(load.drain(PATIENCE)).isEqualTo(Sequence.Faults.NONE);
            assertThat(load.losses()).isEmpty();
        }
    }

    @Test
    void aStalledReaderGetsWhatItMissedWhenItReadsAgain() {
        try (ChatLoad load = ChatLoad.open(port, "stall", new ChatLoad.Shape(1, 2, 1, 1, 256))) {
            load.stall(true);
            load.steady(200);
            Eventually.within(
                    PATIENCE, () -> assertThat(load.seen().deliveries()).isPositive());
            assertThat(load.seenByStallable().deliveries()).isZero();

            load.stop();
            load.stall(false);

            assertThat(load.drain(PATIENCE)).isEqualTo(Sequence.Faults.NONE);
            assertThat(load.seenByStallable().deliveries()).isPositive();
        }
    }

    @Test
    void whatIsPublishedToNobodyIsReceipted() {
        try (ReceiptLoad load = ReceiptLoad.open(port, "receipts", 2, 5)) {
            load.start();

            Eventually.within(
                    PATIENCE, () -> assertThat(load.seen().deliveries()).isPositive());

            load.stop();
            assertThat(load.losses()).isEmpty();
        }
    }

    @Test
    void newcomersComeAtTheirPace() {
        try (StormLoad storm = new StormLoad(port, "storm")) {
            storm.start(50);

            Eventually.within(
                    PATIENCE, () -> assertThat(storm.seen().deliveries()).isPositive());

            storm.stop();
            assertThat(storm.losses()).isEmpty();
        }
    }
}
