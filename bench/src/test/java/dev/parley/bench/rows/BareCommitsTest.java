package dev.parley.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.sql.DatabaseOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareCommitsTest {
    private static final int ROOMS = 2;
    private static final int BATCH = 5;

    @TempDir
    private Path folder;

    @Test
    void paceCountsEventsAndTheTimeOfSqlitesThreads() {
        DatabaseOptions options = new DatabaseOptions("sqlite:" + folder.resolve("chat.db"), "", "", 1, 10);
        try (BareCommits commits = BareCommits.open(options, ROOMS, BATCH)) {
            commits.perSecond(Duration.ofMillis(500));

            Measured paced = commits.paced("row", 100, Duration.ofSeconds(1));

            assertThat(paced.count()).isEqualTo(100 * BATCH);
            assertThat(paced.cpuSeconds()).isPositive().isLessThan(paced.seconds());
            assertThat(paced.latency().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(paced.latency().p99());
            assertThat(paced.times(10).count()).isEqualTo(10 * paced.count());
        }
    }
}
