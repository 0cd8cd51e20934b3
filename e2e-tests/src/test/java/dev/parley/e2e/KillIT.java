package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.LocalPostgres;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parley's one process is killed under load, again and again, and started on what it left: nothing that was receipted is
 * lost, nothing is stored twice, the log has no hole, and who resumes reads every event once and in order. How many
 * rounds: {@code -Dkill.rounds=20}; when each kill comes: {@code -Dkill.seed=...}.
 */
class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 5);
    private static final long SEED = Long.getLong("kill.seed", 4);

    private static final String ROOM = "burst";
    private static final List<String> DOORS = List.of("ws", "tcp", "sockjs");
    private static final int WRITERS = 6;
    private static final int LEAST_RECEIPTS = 50;
    private static final int MOST_RECEIPTS = 400;
    private static final Duration RECEIPTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration END_WITHIN = Duration.ofMinutes(3);

    /** No rate holds up the load, and the writers' tokens outlive the rounds. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_SENDS_PER_SECOND", "0",
            "PARLEY_USER_SENDS_PER_SECOND", "0",
            "PARLEY_ADDRESS_SENDS_PER_SECOND", "0",
            "PARLEY_AUTH_ACCESS_SECONDS", "7200");

    @Test
    void onSqliteNothingIsLostOrStoredTwiceOrOutOfOrder() throws Exception {
        try (SingleProcess parley = new SingleProcess(Runs.freshFolder("kill-sqlite"), SETTINGS)) {
            new Rounds(parley, "SQLite").play();
        }
    }

    @Test
    void onPostgresNothingIsLostOrStoredTwiceOrOutOfOrder() throws Exception {
        Path folder = Runs.freshFolder("kill-postgres");
        LocalPostgres postgres = LocalPostgres.start(folder.resolve("postgres"));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("PARLEY_DATABASE_URL", postgres.url());
        settings.put("PARLEY_DATABASE_USER", "parley");
        settings.put("PARLEY_DATABASE_PASSWORD", postgres.password());
        try (SingleProcess parley = new SingleProcess(folder, settings)) {
            new Rounds(parley, "PostgreSQL").play();
        } finally {
            postgres.stop();
        }
    }

    /** One load on one process, and what must be true of it in the end. */
    private static final class Rounds {
        private final Random random = new Random(SEED);
        private final SingleProcess parley;
        private final String database;
        private final Gateway gateway;
        private final String token;
        private final List<RetryingWriter> writers = new ArrayList<>();
        private final List<ResumingReader> readers = new ArrayList<>();

        Rounds(SingleProcess parley, String database) throws Exception {
            this.parley = parley;
            this.database = database;
            this.gateway = parley.gateways().get(0);
            for (int i = 0; i < WRITERS; i++) {
                String name = "writer-" + i;
                String door = DOORS.get(i % DOORS.size());
                writers.add(new RetryingWriter(gateway, door, RoomLog.register(gateway, name), ROOM, name));
            }
            this.token = RoomLog.register(gateway, "reader");
            DOORS.forEach(door -> readers.add(new ResumingReader(gateway, door, token, ROOM)));
        }

        void play() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS + DOORS.size());
            try {
                List<Future<?>> writing = new ArrayList<>();
                List<Future<?>> reading = new ArrayList<>();
                writers.forEach(writer -> writing.add(threads.submit(writer)));
                readers.forEach(reader -> reading.add(threads.submit(reader)));
                for (int round = 1; round <= ROUNDS; round++) {
                    awaitReceipts(LEAST_RECEIPTS + random.nextInt(MOST_RECEIPTS - LEAST_RECEIPTS));
                    parley.kill();
                    readers.forEach(ResumingReader::onKilled);
                    parley.restart();
                }
                awaitReceipts(LEAST_RECEIPTS);
                writers.forEach(RetryingWriter::stop);
                end(writing, writers);
                RoomLog log = RoomLog.read(gateway, token, ROOM);
                readers.forEach(reader -> reader.stopAt(log.size()));
                end(reading, readers);
                check(log);
            } finally {
                threads.shutdownNow();
            }
        }

        private void awaitReceipts(int more) {
            long wanted = receipted() + more;
            Eventually.within(
                    RECEIPTS_WITHIN,
                    () -> assertThat(receipted())
                            .as("RECEIPTs, with the seed %d", SEED)
                            .isGreaterThanOrEqualTo(wanted));
        }

        private long receipted() {
            return writers.stream()
                    .mapToLong(writer -> writer.receipts().size())
                    .sum();
        }

        private static void end(List<Future<?>> runs, List<?> who) {
            Eventually.within(
                    END_WITHIN,
                    () -> assertThat(runs).as("all of them end: %s", who).allMatch(Future::isDone));
        }

        private void check(RoomLog log) {
            log.assertHasNoHoles();
            Map<String, List<Long>> said = new HashMap<>();
            writers.forEach(writer ->
                    writer.receipts().forEach((id, receipt) -> said.put(id, List.of(receipt.number("seq")))));
            assertThat(log.sequencesByClientMessageId())
                    .as("each message once, where its RECEIPT says, and nothing else")
                    .isEqualTo(said);
            assertThat(writers)
                    .as("nothing is refused but for a moment")
                    .flatExtracting(RetryingWriter::refusals)
                    .allMatch(refusal -> refusal.header("code").equals(Optional.of("unavailable")));
            readers.forEach(reader -> {
                assertThat(reader.unrecovered()).isEmpty();
                assertThat(reader.events())
                        .extracting(event -> event.number("seq"))
                        .as("every event once and in order")
                        .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
                assertThat(reader.events()).extracting(StompFrame::body).isEqualTo(log.bodies());
            });
            report(log);
        }

        private void report(RoomLog log) {
            long repeated = writers.stream()
                    .flatMap(writer -> writer.receipts().values().stream())
                    .filter(receipt -> receipt.header("duplicate").equals(Optional.of("true")))
                    .count();
            LOG.atInfo()
                    .addKeyValue("database", database)
                    .addKeyValue("kills", ROUNDS)
                    .addKeyValue("events", log.size())
                    .addKeyValue("receipts", receipted())
                    .addKeyValue("receiptsOfWhatWasStoredBeforeAKill", repeated)
                    .addKeyValue(
                            "subscriptions",
                            readers.stream()
                                    .mapToInt(ResumingReader::subscriptions)
                                    .sum())
                    .log("nothing was lost");
        }
    }
}
