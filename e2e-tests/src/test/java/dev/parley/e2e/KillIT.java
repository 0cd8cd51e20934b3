package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.LocalPostgres;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parley's one process is killed under load, again and again, and started on what it left. {@code parley verify} is the
 * load and says whether all promises held; what it was acknowledged is then counted in the database itself. How many
 * rounds: {@code -Dkill.rounds=20}; when each kill comes: {@code -Dkill.seed=...}.
 */
class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 5);
    private static final long SEED = Long.getLong("kill.seed", 4);

    private static final int LEAST_POSTED = 50;
    private static final int MOST_POSTED = 400;
    private static final Duration POSTED_WITHIN = Duration.ofMinutes(3);

    /** More than the process can do while others keep the machine busy: a kill finds messages in every state. */
    private static final List<String> LOAD = List.of("--rooms", "2", "--publishers", "6", "--rate", "600");

    /** No rate holds up the load, and its tokens outlive the rounds. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_SENDS_PER_SECOND", "0",
            "PARLEY_USER_SENDS_PER_SECOND", "0",
            "PARLEY_ADDRESS_SENDS_PER_SECOND", "0",
            "PARLEY_AUTH_ACCESS_SECONDS", "7200");

    @Test
    void onSqliteNothingIsLostOrStoredTwiceOrOutOfOrder() throws Exception {
        Path folder = Runs.freshFolder("kill-sqlite");
        long acknowledged;
        try (SingleProcess parley = new SingleProcess(folder, SETTINGS)) {
            acknowledged = killAgainAndAgain(parley, folder);
        }
        Path file = folder.resolve("data").resolve("chat.db");
        try (StoredLogs logs = new StoredLogs("jdbc:sqlite:" + file, "", "")) {
            logs.requireMessages(acknowledged);
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
        try {
            long acknowledged;
            try (SingleProcess parley = new SingleProcess(folder, settings)) {
                acknowledged = killAgainAndAgain(parley, folder);
            }
            try (StoredLogs logs = new StoredLogs("jdbc:" + postgres.url(), "parley", postgres.password())) {
                logs.requireMessages(acknowledged);
            }
        } finally {
            postgres.stop();
        }
    }

    /** The value is how many messages were acknowledged. */
    private static long killAgainAndAgain(SingleProcess parley, Path folder) throws Exception {
        Random random = new Random(SEED);
        try (Verify verify = new Verify(folder, parley.gateways(), LOAD)) {
            for (int round = 1; round <= ROUNDS; round++) {
                awaitPosted(parley, LEAST_POSTED + random.nextInt(MOST_POSTED - LEAST_POSTED));
                parley.kill();
                parley.restart();
            }
            awaitPosted(parley, LEAST_POSTED);
            JsonObject verdict = verify.requireAllHeld();
            JsonObject counts = verdict.getJsonObject("counts");
            LOG.info("{} kills in {}: {}", ROUNDS, folder.getFileName(), counts.encode());
            return counts.getLong("acknowledged");
        }
    }

    /** Waits until this process has stored so much since it was started. */
    private static void awaitPosted(SingleProcess parley, long count) {
        Eventually.within(
                POSTED_WITHIN,
                () -> assertThat(parley.meters().posted())
                        .as("messages posted, with the seed %d", SEED)
                        .isGreaterThanOrEqualTo(count));
    }
}
