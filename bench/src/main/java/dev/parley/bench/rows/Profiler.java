package dev.parley.bench.rows;

import dev.parley.bench.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import one.profiler.AsyncProfilerLoader;

/** Makes flame graphs of a server while it works (async-profiler), one of each process, or does nothing. */
public final class Profiler {
    private final Optional<Path> folder;

    /** @param folder where the graphs go; without one none are made */
    public Profiler(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * Looks where the server's CPU time goes, from now on and for so long.
     *
     * @return completes when the graphs are written
     */
    CompletableFuture<Void> watch(Server server, String work, Duration time) {
        return CompletableFuture.allOf(folder.stream()
                .flatMap(graphs -> server.pids().entrySet().stream()
                        .map(process -> CompletableFuture.runAsync(
                                () -> profile(process.getValue(), graphs, work + "-" + process.getKey(), time))))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Writes the stacks, for programs, and the graph that a browser shows. {@code ctimer} needs no rights that a container
     * lacks; it does not see into the kernel.
     */
    private static void profile(long pid, Path folder, String name, Duration time) {
        String stacks = folder.resolve(name + ".collapsed").toString();
        String graph = folder.resolve(name + ".html").toString();
        String seconds = Long.toString(time.toSeconds());
        try {
            Files.createDirectories(folder);
            AsyncProfilerLoader.executeProfiler(
                    "-e", "ctimer", "-i", "1ms", "-d", seconds, "-o", "collapsed", "-f", stacks, Long.toString(pid));
            new ProcessBuilder(AsyncProfilerLoader.getJfrconvPath().toString(), "--title", name, stacks, graph)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
