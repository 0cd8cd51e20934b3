package dev.parley.platform.health;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the probes ask. Live: the event loops turn. Started: everything was deployed. Ready: started, not draining, and
 * every component says that an operation on it is likely to succeed. Ready is local: it never asks about the cluster as
 * a whole. Any thread.
 */
public final class Health {
    private final Map<String, Supplier<Future<Void>>> components = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Future<Void>>> vital = new ConcurrentHashMap<>();
    private volatile boolean started;
    private volatile boolean draining;

    /** @param check fails when an operation on the component is likely to fail; answers within a second */
    public void register(String component, Supplier<Future<Void>> check) {
        components.put(component, check);
    }

    /** The same for what the process cannot be without and cannot get back: it is not even live, and is to be replaced. */
    public void registerVital(String component, Supplier<Future<Void>> check) {
        vital.put(component, check);
        components.put(component, check);
    }

    /** Everything is up. */
    public void started() {
        started = true;
    }

    /** The process is about to stop: no new work. */
    public void draining() {
        draining = true;
    }

    /** Whether the process is about to stop. */
    public boolean isDraining() {
        return draining;
    }

    boolean isStarted() {
        return started;
    }

    /** What cannot be got back, by component; empty when live. */
    Future<Map<String, String>> deaths() {
        return failing(vital, new LinkedHashMap<>());
    }

    /** What is wrong, by component; empty when ready. */
    Future<Map<String, String>> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        if (!started) {
            problems.put("start", "not finished");
        }
        if (draining) {
            problems.put("drain", "in progress");
        }
        return failing(components, problems);
    }

    private static Future<Map<String, String>> failing(
            Map<String, Supplier<Future<Void>>> checks, Map<String, String> problems) {
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<String, Supplier<Future<Void>>> component : checks.entrySet()) {
            all = all.compose(done -> component.getValue().get()).otherwise(failure -> {
                problems.put(component.getKey(), "failing");
                return null;
            });
        }
        return all.map(done -> problems);
    }
}
