package dev.parley.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.bench.micro.DigestBenchmark;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.platform.cluster.Rendezvous;
import dev.parley.platform.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * docs/capacity.md says what this reckons; what it reckons by a formula is simulated here, but for the return of everybody:
 * that is simulated where connections are admitted (the gateway's ReturnTest).
 */
class CapacityTest {
    private static final Path PAGE = Path.of("..", "docs", "capacity.md");

    private static Load load(long connections, int gateways) {
        return new Load(connections, gateways, 5, 20, 60);
    }

    @ParameterizedTest
    @CsvSource({"10000, 2", "100000, 4", "1000000, 20", "1000000, 40", "100000000, 2000"})
    void thePageHasWhatIsReckoned(long connections, int gateways) throws IOException {
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
                .contains(load(connections, gateways).row());
    }

    @Test
    void aRoomInADigestIsAsLongAsIsReckoned() {
        double measured = (digestBytes(1001) - digestBytes(1)) / 1000.0;

        assertThat(measured).isCloseTo(Load.DIGEST_BYTES, within(0.5));
    }

    /** As it goes over the bus. */
    private static int digestBytes(int rooms) {
        DigestBenchmark digest = new DigestBenchmark();
        digest.rooms = rooms;
        digest.encodeOnce();
        return digest.encode().length();
    }

    @Test
    void digestsAreSaidAgainAsOftenAsIsReckoned() {
        Duration period = FeedOptions.of(Settings.load(Map.of())).renewInterest();

        assertThat(period.toMillis() / 1000.0).isEqualTo(Load.DIGEST_SECONDS);
    }

    /** People choose a gateway each, by chance; who wants a room is counted. */
    @ParameterizedTest
    @CsvSource({"20000, 2", "20000, 4", "20000, 20", "20000, 100"})
    void roomsAreWantedByAsManyGatewaysAsTheFormulaSays(int people, int gateways) {
        Load load = load(people, gateways);
        Random random = new Random(1);
        int[] at = random.ints(people, 0, gateways).toArray();
        long wanted = 0;
        for (int room = 0; room < load.rooms(); room++) {
            BitSet gatewaysOfIt = new BitSet(gateways);
            random.ints(load.roomSize(), 0, people).forEach(person -> gatewaysOfIt.set(at[person]));
            wanted += gatewaysOfIt.cardinality();
        }

        double simulated = wanted / load.rooms();
        assertThat(simulated).isCloseTo(load.gatewaysOfARoom(), within(load.gatewaysOfARoom() / 50));
    }

    /** The page says that the busiest chat process has at most three times its share of 64 shards. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void shardsAreSpreadOverProcesses(int processes) {
        for (int cluster = 0; cluster < 200; cluster++) {
            String name = "chat-" + cluster + "-";
            Set<NodeId> nodes = IntStream.range(0, processes)
                    .mapToObj(process -> new NodeId(name + process, "1"))
                    .collect(Collectors.toSet());
            long most = IntStream.range(0, Load.SHARDS)
                    .mapToObj(shard -> Rendezvous.owner(Integer.toString(shard), nodes))
                    .collect(Collectors.groupingBy(owner -> owner, Collectors.counting()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
            assertThat(most).as(name).isLessThanOrEqualTo(3L * Load.SHARDS / processes);
        }
    }

    /** For whoever changes a figure: what the page has to say. */
    @Test
    void aRowHasAFigureForEachColumn() throws IOException {
        String head = Files.readAllLines(PAGE, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("| connections |"))
                .findFirst()
                .orElseThrow();

        assertThat(load(10_000, 2).row().split("\\|")).hasSameSizeAs(head.split("\\|"));
    }
}
