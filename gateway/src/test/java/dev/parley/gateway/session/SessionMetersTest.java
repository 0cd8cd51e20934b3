package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.ext.stomp.Command;
import org.junit.jupiter.api.Test;

class SessionMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SessionMeters meters = new SessionMeters(registry);

    @Test
    void framesAreCountedByCommand() {
        meters.frame(Command.SEND);
        meters.frame(Command.SEND);

        assertThat(counted("parley.frames.in", "command", "SEND")).isEqualTo(2);
        assertThat(counted("parley.frames.in", "command", "ACK")).isZero();
    }

    @Test
    void refusalsAndEndsAreCountedByCode() {
        meters.refused(ErrorCode.FORBIDDEN);
        meters.failed(ErrorCode.TOO_LARGE);

        assertThat(counted("parley.frames.refused", "code", "forbidden")).isEqualTo(1);
        assertThat(counted("parley.connections.failed", "code", "too-large")).isEqualTo(1);
        assertThat(counted("parley.connections.failed", "code", "forbidden")).isZero();
    }

    @Test
    void deliveriesAreCounted() {
        meters.delivered();

        assertThat(registry.get("parley.deliveries").counter().count()).isEqualTo(1);
    }

    private double counted(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }
}
