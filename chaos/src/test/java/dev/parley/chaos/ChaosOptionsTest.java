package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosOptionsTest {
    @Test
    void everyOptionIsTaken() {
        ChaosOptions options = ChaosOptions.parse(List.of(
                "--minutes",
                "3",
                "--faults",
                "9",
                "--rate",
                "50",
                "--seed",
                "7",
                "--only",
                "kill",
                "--brief",
                "--unjudged",
                "--root",
                "/somewhere",
                "--dir",
                "/logs"));

        assertThat(options.time()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.faults()).isEqualTo(9);
        assertThat(options.rate()).isEqualTo(50);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.only()).contains("kill");
        assertThat(options.brief()).isTrue();
        assertThat(options.judged()).isFalse();
        assertThat(options.root()).isEqualTo(Path.of("/somewhere"));
        assertThat(options.folder()).isEqualTo(Path.of("/logs"));
    }

    @Test
    void aRunIsJudgedUnlessItSays() {
        ChaosOptions options = ChaosOptions.parse(List.of("--root", "/somewhere"));

        assertThat(options.judged()).isTrue();
        assertThat(options.brief()).isFalse();
        assertThat(options.rate()).isEqualTo(100);
        assertThat(options.folder()).isEqualTo(Path.of("/somewhere/.parley/chaos"));
    }

    @Test
    void theBriefPlanHasTimeToGetToItsEndOnABusyMachine() {
        assertThat(ChaosOptions.parse(List.of()).time()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ChaosOptions.parse(List.of("--brief")).time()).isEqualTo(Duration.ofMinutes(60));
        assertThat(ChaosOptions.parse(List.of("--minutes", "2", "--brief")).time())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--minuets", "3"))).hasMessageContaining("--minuets");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--minutes"))).hasMessageContaining("--minutes");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--minutes", "x"))).hasMessageContaining("not x");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--minutes", "99999999999")))
                .hasMessageContaining("--minutes");
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--rate", "0"))).hasMessageContaining("--rate");
    }

    @Test
    void aLoadThatWouldEndBeforeTheRunIsRefusedWithOneThatWouldNot() {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of("--minutes", "200", "--rate", "100")))
                .hasMessageContaining("from 1 to 83 for 200 minutes");
        assertThat(ChaosOptions.parse(List.of("--minutes", "200", "--rate", "83"))
                        .rate())
                .isEqualTo(83);
    }
}
