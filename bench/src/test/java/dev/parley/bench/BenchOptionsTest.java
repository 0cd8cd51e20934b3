package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.bench.rows.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    @Test
    void withoutArgumentsTheStandardSetIsMeasuredOnSqlite() {
        BenchOptions options = BenchOptions.parse(List.of());

        assertThat(options)
                .isEqualTo(new BenchOptions(
                        List.of(),
                        new Stage.Plan(2, Duration.ofSeconds(5), Duration.ofSeconds(8), 5000, false),
                        false,
                        false,
                        Map.of()));
    }

    @Test
    void rowsAndOptionsMayStandInAnyOrder() {
        BenchOptions options = BenchOptions.parse(List.of(
                "--rounds",
                "3",
                "idle",
                "--seconds",
                "20",
                "--postgres",
                "storm",
                "--warm-up",
                "9",
                "--idle",
                "70",
                "--profile",
                "--set",
                "PARLEY_CHAT_BATCH=3",
                "--set",
                "PARLEY_LOCALE=a=b"));

        assertThat(options)
                .isEqualTo(new BenchOptions(
                        List.of("idle", "storm"),
                        new Stage.Plan(3, Duration.ofSeconds(9), Duration.ofSeconds(20), 70, false),
                        true,
                        true,
                        Map.of("PARLEY_CHAT_BATCH", "3", "PARLEY_LOCALE", "a=b")));
    }

    @Test
    void aClusterIsOnPostgres() {
        BenchOptions options = BenchOptions.parse(List.of("--cluster"));

        assertThat(options.plan().cluster()).isTrue();
        assertThat(options.postgres()).isTrue();
    }

    @Test
    void anOptionWithoutItsNumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchOptions.parse(List.of("--rounds")))
                .withMessageContaining("--rounds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchOptions.parse(List.of("--seconds", "soon")))
                .withMessageContaining("--seconds");
    }

    @Test
    void onlyASettingCanBeSet() {
        for (List<String> wrong :
                List.of(List.of("--set"), List.of("--set", "X=1"), List.of("--set", "PARLEY_LOCALE"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BenchOptions.parse(wrong))
                    .withMessageContaining("--set");
        }
    }

    @Test
    void everyRowOfTheStandardSetCanBeNamed() {
        assertThat(Rows.standard())
                .allSatisfy(row -> assertThat(Rows.named(row.name())).isSameAs(row));
    }

    @Test
    void anyShapeIsARowAndAnythingElseIsNot() {
        assertThat(List.of("steady-1000x3", "saturated-1x2", "curve-10x100", "growth"))
                .allSatisfy(name -> assertThat(Rows.named(name).name()).isEqualTo(name));

        assertThatIllegalArgumentException().isThrownBy(() -> Rows.named("steady-0x3"));
        assertThatIllegalArgumentException().isThrownBy(() -> Rows.named("--fast"));
    }
}
