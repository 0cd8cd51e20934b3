package dev.parley.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessUsageTest {
    private final long self = ProcessHandle.current().pid();

    @Test
    void aProcessThatRunsHasUsedTimeAndMemory() {
        assertThat(ProcessUsage.cpu(self)).isPositive();
        assertThat(ProcessUsage.residentBytes(self)).isGreaterThan(1 << 20);
    }

    @Test
    void timeIsThatWhichTheSystemAccounts() {
        assertThat(ProcessUsage.cpu(self))
                .isLessThanOrEqualTo(
                        ProcessHandle.current().info().totalCpuDuration().orElseThrow());
    }

    @Test
    void theLiveHeapIsLessThanTheHeap() {
        assertThat(LiveHeap.bytes(self))
                .isBetween(1L << 16, Runtime.getRuntime().maxMemory());
    }
}
