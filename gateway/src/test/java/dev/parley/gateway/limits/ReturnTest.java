package dev.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.contracts.error.Refusal;
import dev.parley.platform.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All clients of a gateway that is gone come to the others at once, and each again when it is told to. */
class ReturnTest {
    /** At one of three gateways, of 25,000. */
    private static final int CLIENTS = 8333;

    /** As the manifests have them. */
    private static final Map<String, String> RATES =
            Map.of("PARLEY_CONNECTS_PER_SECOND", "200", "PARLEY_CONNECTS_BURST", "400");

    private final ManualTime time = new ManualTime();
    private final Admission admission =
            new Limits(LimitOptions.of(Settings.load(RATES)), new SimpleMeterRegistry(), time).admission();

    private record Visit(Duration at, int client) {}

    /** When each is let in, in order. */
    private List<Duration> arrivals() {
        PriorityQueue<Visit> visits = new PriorityQueue<>(Comparator.comparing(Visit::at));
        IntStream.range(0, CLIENTS).forEach(client -> visits.add(new Visit(Duration.ZERO, client)));
        List<Duration> arrivals = new ArrayList<>();
        Duration now = Duration.ZERO;
        while (!visits.isEmpty()) {
            Visit visit = visits.remove();
            time.advance(visit.at().minus(now));
            now = visit.at();
            Optional<Duration> refused = refused(visit.client());
            if (refused.isPresent()) {
                visits.add(new Visit(now.plus(refused.get()), visit.client()));
            } else {
                arrivals.add(now);
            }
        }
        return arrivals;
    }

    /** After which time it is to come again, where it is not let in. */
    private Optional<Duration> refused(int client) {
        String address = "client-" + client;
        try {
            admission.enter(Door.WS, new ClientAddress(address, address));
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.retryAfter().orElseThrow());
        }
    }

    /** The times are drawn by chance, but so many that two runs differ by a second at most. */
    @Test
    void takesAsLongAsThePageOnCapacitySays() throws IOException {
        List<Duration> arrivals = arrivals();

        assertThat(Files.readString(Path.of("..", "docs", "capacity.md"), StandardCharsets.UTF_8))
                .contains("99 of a hundred are there after 42 s, the last one within a minute");
        assertThat(arrivals).hasSize(CLIENTS);
        assertThat(arrivals.get(CLIENTS * 99 / 100).toSeconds()).isCloseTo(42, within(3L));
        assertThat(arrivals.get(CLIENTS - 1)).isLessThan(Duration.ofMinutes(1));
    }
}
