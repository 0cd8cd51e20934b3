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
    void compilersHaveAPartOfIt() {
        assertThat(ProcessUsage.compilerCpu(self)).isPositive().isLessThan(ProcessUsage.cpu(self));
    }

    @Test
    void theFlagsNameTheCollector() {
        assertThat(Jcmd.flags(self)).matches(".*-XX:\\+Use\\w+GC.*");
    }

    @Test
    void theLiveHeapIsLessThanTheHeap() {
        assertThat(Jcmd.liveHeapBytes(self))
                .isBetween(1L << 16, Runtime.getRuntime().maxMemory());
    }
}
