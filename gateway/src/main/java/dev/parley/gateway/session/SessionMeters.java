package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.stomp.Command;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of connections and frames. Labels come from the enums that the code itself uses. Any thread. */
public final class SessionMeters {
    private final MeterRegistry registry;
    private final Map<Command, Counter> framesIn = new EnumMap<>(Command.class);
    private final Map<ErrorCode, Counter> refused = new EnumMap<>(ErrorCode.class);
    private final Map<ErrorCode, Counter> closed = new EnumMap<>(ErrorCode.class);
    private final Counter delivered;
    private final AtomicLong backlog;

    public SessionMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Command command : Command.values()) {
            framesIn.put(command, registry.counter("parley.frames.in", "command", command.name()));
        }
        for (ErrorCode code : ErrorCode.values()) {
            refused.put(code, registry.counter("parley.frames.refused", "code", code.code()));
            closed.put(code, registry.counter("parley.connections.failed", "code", code.code()));
        }
        delivered = registry.counter("parley.deliveries");
        backlog = Objects.requireNonNull(registry.gauge("parley.backlog.bytes", new AtomicLong()));
    }

    void frame(Command command) {
        Objects.requireNonNull(framesIn.get(command)).increment();
    }

    void refused(ErrorCode code) {
        Objects.requireNonNull(refused.get(code)).increment();
    }

    void failed(ErrorCode code) {
        Objects.requireNonNull(closed.get(code)).increment();
    }

    /** What waits at a loop has grown by so many bytes. */
    void backlog(long growth) {
        backlog.addAndGet(growth);
    }

    /** One event written to one subscription. */
    public void delivered() {
        delivered.increment();
    }

    MeterRegistry registry() {
        return registry;
    }
}
