package dev.parley.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.HeaderField;
import dev.parley.contracts.broker.Listening;
import dev.parley.contracts.broker.MessageBody;
import dev.parley.contracts.broker.Offered;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueStoreTest {
    private static final Place JOBS = Place.queue("jobs");
    private static final Place MAIL = Place.queue("mail");
    private static final NodeId A = new NodeId("a", "1");
    private static final int SIZE = message("m", 1000).size();

    private final QueueStore store = new QueueStore(
            new BrokerOptions(BrokerRules.parse(""), 3, 2L * SIZE, 5, 10, Duration.ofSeconds(30)),
            new BrokerMeters(new SimpleMeterRegistry()));

    private static BrokerMessage message(String id, int bytes) {
        return new BrokerMessage(id, 0, List.of(), new MessageBody(new byte[bytes]));
    }

    private void refuses(Place place, BrokerMessage message) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> store.add(place, message, 0))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(refusal.retryAfter()).isPresent();
                });
    }

    @Test
    void allQueuesTogetherKeepNoMoreThanTheirBytes() {
        store.add(JOBS, message("1", 1000), 0);
        store.add(MAIL, message("2", 1000), 0);

        refuses(Place.queue("third"), message("3", 0));
    }

    @Test
    void whatWasDeliveredCountsUntilItIsSettled() {
        store.listen(JOBS, A, new Listening(JOBS, 1, true), 0);
        store.add(JOBS, message("1", 1000), 0);
        store.add(JOBS, message("2", 1000), 0);
        OwnedQueue queue = store.find(JOBS).orElseThrow();
        queue.next();
        queue.onOffered(A, "1", new Offered(Offered.Outcome.TAKEN, 1));
        refuses(JOBS, message("3", 1000));

        queue.settle(A, List.of("1"), true);

        store.add(JOBS, message("3", 1000), 0);
        assertThat(queue.waiting()).isEqualTo(2);
    }

    @Test
    void headersAreBytesToo() {
        String long1000 = "x".repeat(1000);

        assertThat(new BrokerMessage("1", 0, List.of(new HeaderField("a", long1000)), new MessageBody(new byte[0]))
                        .size())
                .isGreaterThan(2000);
    }

    @Test
    void oneQueueKeepsNoMoreThanItsMessages() {
        for (int i = 0; i < 3; i++) {
            store.add(JOBS, message("m" + i, 0), 0);
        }

        refuses(JOBS, message("one more", 0));
        store.add(MAIL, message("elsewhere", 0), 0);
    }

    @Test
    void aQueueOfWhichNothingIsLeftIsForgotten() {
        store.listen(JOBS, A, new Listening(JOBS, 1, true), 0);
        assertThat(store.places()).containsExactly(JOBS);

        store.listen(JOBS, A, new Listening(JOBS, 0, false), 0);
        store.expire(1);

        assertThat(store.places()).isEmpty();
    }
}
