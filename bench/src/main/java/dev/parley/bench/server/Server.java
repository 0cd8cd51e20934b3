package dev.parley.bench.server;

import dev.parley.testkit.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** A server under load: one process or several, all of which are counted. Blocks; for one thread. */
public final class Server implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final int port;
    private final List<JavaProcess> processes;
    private final Runnable end;

    /**
     * @param processes all of it
     * @param end ends them in order
     */
    Server(String name, int port, List<JavaProcess> processes, Runnable end) {
        this.name = name;
        this.port = port;
        this.processes = List.copyOf(processes);
        this.end = end;
    }

    public String name() {
        return name;
    }

    /** Where WebSockets are at {@code /ws}. */
    public int port() {
        return port;
    }

    /** The process ids, by the names of the processes. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        processes.forEach(process -> pids.put(process.spec().name(), process.pid()));
        return pids;
    }

    /** User and system time so far. */
    public Duration cpu() {
        return sum(ProcessUsage::cpu);
    }

    /** The part of it that the JVM's compilers had. */
    public Duration compilerCpu() {
        return sum(ProcessUsage::compilerCpu);
    }

    private Duration sum(LongFunction<Duration> of) {
        return processes.stream().map(process -> of.apply(process.pid())).reduce(Duration.ZERO, Duration::plus);
    }

    /** The flags that its first JVM runs with: all of them have the same. */
    public String jvmFlags() {
        return Jcmd.flags(processes.get(0).pid());
    }

    /** What it needs now, garbage collected. */
    public Memory memory() {
        long live = processes.stream()
                .mapToLong(process -> Jcmd.liveHeapBytes(process.pid()))
                .sum();
        long resident = processes.stream()
                .mapToLong(process -> ProcessUsage.residentBytes(process.pid()))
                .sum();
        return new Memory(resident, live);
    }

    /** In bytes. */
    public record Memory(long resident, long liveHeap) {}

    /** The value of one of Parley's metrics over all processes, 0 where there is none of that name. */
    public double metric(String metric) {
        return processes.stream()
                .mapToDouble(process -> metric(process.spec().managementPort(), metric))
                .sum();
    }

    private static double metric(int managementPort, String metric) {
        try {
            URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
            String text = HTTP.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
