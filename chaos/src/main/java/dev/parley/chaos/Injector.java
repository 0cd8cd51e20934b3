package dev.parley.chaos;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does to a cluster what a plan says, and ends it: afterwards every process runs, and nothing is cut. Blocks. */
final class Injector {
    /** What a process gets to write down what its threads do. */
    private static final Duration TO_WRITE = Duration.ofSeconds(5);

    /** How much longer a fault lasts, at most, that is to be noticed. */
    private static final Duration NOTICED_WITHIN = Duration.ofMinutes(1);

    private final Harmed cluster;

    Injector(Harmed cluster) {
        this.cluster = cluster;
    }

    /**
     * Makes the fault, waits as long as it lasts, ends it; does not wait until the cluster has recovered.
     *
     * @throws AssertionError where a process does not end when told to, PostgreSQL does not come back, or a fault that is to
     *     be noticed is not
     */
    void inject(Fault fault) throws InterruptedException {
        switch (fault.action()) {
            case KILL -> kill(fault);
            case PAUSE -> pause(fault);
            case PARTITION -> cut(fault);
            case REPLACE -> replace(fault);
            case DATABASE_KILL -> {
                cluster.database().kill();
                await(fault.lasts());
                cluster.database().restart();
            }
            case DATABASE_RESTART -> {
                cluster.database().stop();
                await(fault.lasts());
                cluster.database().restart();
            }
            case DATABASE_PAUSE -> pauseDatabase(fault);
            case DISK_FULL -> fillDisk(fault);
        }
    }

    private void kill(Fault fault) throws InterruptedException {
        LocalCluster services = cluster.services();
        fault.targets().forEach(name -> services.process(name).kill());
        try {
            await(fault);
        } finally {
            fault.targets().forEach(services::relaunch);
        }
    }

    private void pause(Fault fault) throws InterruptedException {
        List<JavaProcess> processes =
                fault.targets().stream().map(cluster.services()::process).toList();
        processes.forEach(JavaProcess::pause);
        try {
            await(fault);
        } finally {
            processes.forEach(JavaProcess::resume);
        }
    }

    private void cut(Fault fault) throws InterruptedException {
        cluster.network().cut(fault.targets(), fault.others());
        try {
            await(fault);
        } finally {
            cluster.network().heal();
        }
    }

    private void replace(Fault fault) {
        LocalCluster services = cluster.services();
        for (String name : fault.targets()) {
            services.process(name).terminate();
            services.relaunch(name);
        }
    }

    private void pauseDatabase(Fault fault) throws InterruptedException {
        cluster.database().pause();
        try {
            await(fault.lasts());
        } finally {
            cluster.database().resume();
        }
    }

    /** PostgreSQL may give up where it cannot write its log; a keeper of processes would start it again. */
    private void fillDisk(Fault fault) throws InterruptedException {
        cluster.disk().fill();
        try {
            await(fault.lasts());
        } finally {
            cluster.disk().free();
        }
        cluster.database().restart();
    }

    /** Starts again what has ended by itself, as a keeper of processes would; tells which. */
    List<String> relaunchEnded() {
        List<String> ended = new ArrayList<>();
        for (String name : cluster.services().names()) {
            if (!cluster.services().process(name).isAlive()) {
                cluster.services().relaunch(name);
                ended.add(name);
            }
        }
        return ended;
    }

    /** Has every service write into its log what its threads do, for who looks why a cluster does not recover. */
    void dumpThreads() throws InterruptedException {
        cluster.services()
                .names()
                .forEach(name -> cluster.services().process(name).dumpThreads());
        await(TO_WRITE);
    }

    /** Kills all services and starts them again, the first alone, for a cluster that does not recover. */
    void relaunchAll() {
        LocalCluster services = cluster.services();
        List<String> names = services.names();
        names.forEach(name -> services.process(name).kill());
        services.restart(names.get(0));
        names.subList(1, names.size()).forEach(services::relaunch);
    }

    private void await(Fault fault) throws InterruptedException {
        await(fault.lasts());
        if (fault.noticed()) {
            Map<String, Integer> shrinks = fault.shrinks();
            Eventually.within(NOTICED_WITHIN, () -> {
                if (cluster.members().shrunk(shrinks).isEmpty()) {
                    throw new AssertionError("lists of members are not " + shrinks + " long: " + cluster.members());
                }
            });
        }
    }

    private static void await(Duration time) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        assert !never;
    }
}
