package dev.parley.testkit;

import dev.parley.testkit.script.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The four services as processes of their own on this machine's loopback, joined by Hazelcast, on a PostgreSQL of their own.
 * The processes survive this JVM unless {@link #close()} is called; {@link LocalClusterStop} ends them from another one.
 * Rooms and guests are open unless the settings say otherwise. Blocks; not for use by several threads.
 */
public final class LocalCluster implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private final Map<String, JavaProcess> processes = new LinkedHashMap<>();
    private final LocalClusterLayout layout;

    private LocalCluster(LocalClusterLayout layout) {
        this.layout = layout;
    }

    /**
     * Starts all of it and returns when every process is ready. What was started is ended again when one does not get ready.
     *
     * @throws IllegalStateException when a port is in use or a process is still running in the folder; nothing was started
     * @throws AssertionError when a process is not ready within four minutes
     */
    public static LocalCluster start(LocalClusterLayout layout) {
        layout.requireNothingRunning();
        return started(layout, cluster -> {
            cluster.startPostgres();
            cluster.startServices();
        });
    }

    /**
     * Starts only the services, as {@link #start} does: the layout's PostgreSQL is another's, and runs already.
     */
    public static LocalCluster startServices(LocalClusterLayout layout) {
        layout.requireNothingRunning();
        return started(layout, LocalCluster::startServices);
    }

    private static LocalCluster started(LocalClusterLayout layout, Consumer<LocalCluster> start) {
        LocalCluster cluster = new LocalCluster(layout);
        try {
            start.accept(cluster);
            return cluster;
        } catch (AssertionError | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The doors, in the order of the gateways' numbers. */
    public List<Gateway> gateways() {
        return layout.gateways();
    }

    /** Every process by its name: {@code chat-1}, {@code gateway-2}, ... */
    public JavaProcess process(String name) {
        JavaProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name + " in " + processes.keySet());
        }
        return process;
    }

    /** The names of all processes, in the order of their start. */
    public List<String> names() {
        return List.copyOf(processes.keySet());
    }

    /** Starts a process again that has ended, with the same settings and ports, and waits until it is ready. */
    public void restart(String name) {
        relaunch(name).awaitReady(READY_WITHIN);
    }

    /** Starts a process again that has ended, and does not wait. */
    public JavaProcess relaunch(String name) {
        JavaProcess ended = process(name);
        if (ended.isAlive()) {
            throw new IllegalStateException(name + " is still running: terminate or kill it first");
        }
        return launch(ended.spec());
    }

    /** Ends every process in order, gateways first, PostgreSQL last. */
    @Override
    public void close() {
        LocalClusterStop.stop(layout.folder());
    }

    private void startPostgres() {
        LocalPostgres postgres = LocalPostgres.start(layout.postgresFolder(), layout.postgresPort());
        layout.postgresPid().write(postgres.pid());
    }

    /** The first data member alone: members that start at the same time may found two clusters and merge them later. */
    private void startServices() {
        layout.write();
        List<JavaProcess.Spec> specs = new ArrayList<>(layout.specs());
        launch(specs.remove(0)).awaitReady(READY_WITHIN);
        List<JavaProcess> others = specs.stream().map(this::launch).toList();
        others.forEach(process -> process.awaitReady(READY_WITHIN));
    }

    private JavaProcess launch(JavaProcess.Spec spec) {
        JavaProcess process = JavaProcess.start(spec);
        processes.put(spec.name(), process);
        return process;
    }
}
