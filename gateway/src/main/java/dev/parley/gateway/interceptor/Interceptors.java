package dev.parley.gateway.interceptor;

import dev.parley.contracts.error.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors of a gateway, in their order. Any thread. */
public final class Interceptors {
    private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

    /** How often a failing interceptor is logged on the way out, where it may fail for every reader of a room. */
    private static final Duration LOG_AGAIN = Duration.ofSeconds(10);

    private final List<FrameInterceptor> inbound;
    private final Map<Command, List<FrameInterceptor>> outbound = new EnumMap<>(Command.class);
    private final Counter withheld;
    private final Counter failed;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_AGAIN.toNanos());

    public Interceptors(List<FrameInterceptor> unordered, MeterRegistry registry) {
        this.inbound = unordered.stream()
                .sorted(Comparator.comparingInt(FrameInterceptor::order)
                        .thenComparing(interceptor -> interceptor.getClass().getName()))
                .toList();
        this.withheld = registry.counter("parley.interceptors.withheld");
        this.failed = registry.counter("parley.interceptors.failed");
        for (FrameInterceptor interceptor : inbound) {
            interceptor
                    .outbound()
                    .forEach(command -> outbound.computeIfAbsent(command, none -> new ArrayList<>())
                            .add(interceptor));
            LOG.atInfo()
                    .addKeyValue("order", interceptor.order())
                    .addKeyValue("outbound", interceptor.outbound())
                    .log("frames go through {}", interceptor.getClass().getName());
        }
    }

    /**
     * All that are on the class path.
     *
     * @throws java.util.ServiceConfigurationError for one that cannot be made, which stops the start
     */
    public static List<FrameInterceptor> installed() {
        return installed(FrameInterceptor.class.getClassLoader());
    }

    static List<FrameInterceptor> installed(ClassLoader loader) {
        return ServiceLoader.load(FrameInterceptor.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Whether nobody wants to see the frames of clients. */
    public boolean isEmpty() {
        return inbound.isEmpty();
    }

    /** Whether anybody wants to see the server's frames of this command. */
    public boolean wants(Command command) {
        return outbound.containsKey(command);
    }

    /** The names, in their order. */
    List<String> names() {
        return inbound.stream()
                .map(interceptor -> interceptor.getClass().getName())
                .toList();
    }

    /**
     * A client's frame as the interceptors want it.
     *
     * @throws Refusal where one refuses it; whatever else one throws is thrown on
     */
    public Frame inbound(Frame frame, InterceptedClient client) {
        InterceptedFrame seen = InterceptedFrame.of(frame, true);
        for (FrameInterceptor interceptor : inbound) {
            seen = inbound(interceptor, seen, client);
        }
        return seen.toFrame();
    }

    private static InterceptedFrame inbound(
            FrameInterceptor interceptor, InterceptedFrame frame, InterceptedClient client) {
        try {
            return interceptor.onInbound(frame, client).mustComeFrom(frame);
        } catch (LinkageError broken) { // of a jar that lacks another: an incident like any bug
            throw new IllegalStateException(broken);
        }
    }

    /** A frame of the server as the interceptors want it; empty where one withholds it. */
    public Optional<Frame> outbound(Frame frame, InterceptedClient client) {
        InterceptedFrame original = InterceptedFrame.of(frame, false);
        InterceptedFrame seen = original;
        for (FrameInterceptor interceptor : outbound.getOrDefault(frame.getCommand(), List.of())) {
            try {
                seen = ProtectedHeaders.restore(original, interceptor.onOutbound(seen, client));
            } catch (Refusal refusal) {
                withheld.increment();
                return Optional.empty();
            } catch (RuntimeException | LinkageError bug) {
                onFailure(interceptor, bug);
            }
        }
        return Optional.of(seen.toFrame());
    }

    private void onFailure(FrameInterceptor interceptor, Throwable bug) {
        failed.increment();
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last >= LOG_AGAIN.toNanos() && lastLogged.compareAndSet(last, now)) {
            LOG.atError()
                    .setCause(bug)
                    .log(
                            "{} failed; the frame goes as it was",
                            interceptor.getClass().getName());
        }
    }
}
