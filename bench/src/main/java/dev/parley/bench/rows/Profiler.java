package dev.parley.bench.rows;

import dev.parley.bench.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import one.profiler.AsyncProfilerLoader;

/** Makes a flame graph of a server while it works (async-profiler), or does nothing. */
public final class Profiler {
    private final Optional<Path> folder;

    /** @param folder where the graphs go; without one none are made */
    public Profiler(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * Looks where the server's CPU time goes, from now on and for so long.
     *
     * @return completes when the graph is written
     */
    CompletableFuture<Void> watch(Server server, String row, Duration time) {
        return folder.map(graphs -> CompletableFuture.runAsync(
                        () -> profile(server, graphs.resolve(row + "-" + server.name()), time)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** {@code ctimer} needs no rights that a container lacks; it does not see into the kernel. */
    private static void profile(Server server, Path graph, Duration time) {
        try {
            Files.createDirectories(graph.getParent());
            AsyncProfilerLoader.executeProfiler(
                    "-e",
                    "ctimer",
                    "-i",
                    "1ms",
                    "-d",
                    Long.toString(time.toSeconds()),
                    "-o",
                    "collapsed",
                    "-f",
                    graph + ".collapsed",
                    Long.toString(server.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
