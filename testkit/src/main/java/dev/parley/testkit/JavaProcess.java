package dev.parley.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Parley process of its own: a JVM with a log and a pid file in a folder. It survives this JVM unless it is ended. Blocks;
 * not for use by several threads.
 */
public final class JavaProcess {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(90);
    private static final int LOG_LINES = 30;
    private static final int OK = 200;
    private static final String SETTINGS = "PARLEY_";

    private final Spec spec;
    private final Process process;

    private JavaProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /**
     * What to start.
     *
     * @param name of the log and pid files
     * @param settings the {@code PARLEY_*} of its environment; those of this process are not handed on
     * @param place where its ports are, and what it is started through
     * @param managementPort where {@code /health/ready} is asked, at the place's address
     */
    public record Spec(
            String name,
            Path folder,
            String classPath,
            String mainClass,
            List<String> jvmOptions,
            Map<String, String> settings,
            Place place,
            int managementPort) {
        /** Small and quick to start: many of them share one machine. */
        public static final List<String> SMALL_JVM = List.of(
                "-Xms32m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true");

        /** A process on 127.0.0.1. */
        public Spec(
                String name,
                Path folder,
                String classPath,
                String mainClass,
                List<String> jvmOptions,
                Map<String, String> settings,
                int managementPort) {
            this(name, folder, classPath, mainClass, jvmOptions, settings, Place.LOOPBACK, managementPort);
        }

        public Spec {
            jvmOptions = List.copyOf(jvmOptions);
            settings = Map.copyOf(settings);
        }

        Path log() {
            return folder.resolve(name + ".log");
        }

        PidFile pidFile() {
            return new PidFile(folder.resolve(name + PidFile.ENDING));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Starts it; does not wait for anything. Its output is added to the log. */
    public static JavaProcess start(Spec spec) {
        List<String> command = new ArrayList<>(spec.place().through());
        if (new File("/usr/bin/setsid").canExecute()) {
            command.add("/usr/bin/setsid"); // a session of its own: Ctrl-C in the terminal is not meant for it
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvmOptions());
        command.addAll(List.of("-cp", spec.classPath(), spec.mainClass()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(spec.log().toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith(SETTINGS));
        builder.environment().putAll(spec.settings());
        try {
            Files.createDirectories(spec.folder());
            Process process = builder.start();
            spec.pidFile().write(process.pid());
            return new JavaProcess(spec, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it was started from: may be started again once it has ended. */
    public Spec spec() {
        return spec;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until {@code /health/ready} says 200.
     *
     * @throws IllegalStateException with the end of the log, at once, when it has ended
     * @throws AssertionError with the end of the log when the time is over
     */
    public void awaitReady(Duration limit) {
        Eventually.within(limit, () -> {
            if (process.isAlive() && !isReady()) {
                throw new AssertionError(spec.name() + " is not ready\n" + logTail());
            }
        });
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    spec.name() + " ended with status " + process.exitValue() + "\n" + logTail());
        }
    }

    /** Whether {@code /health/ready} says 200 now. */
    public boolean isReady() {
        HttpRequest probe = HttpRequest.newBuilder(
                        URI.create("http://" + spec.place().address() + ":" + spec.managementPort() + "/health/ready"))
                .timeout(PROBE)
                .build();
        try {
            return HTTP.send(probe, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it in order (SIGTERM) and waits until it has ended; after 90 s it is killed, and this fails. */
    public void terminate() {
        process.destroy();
        await();
    }

    /** Kills it (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Stops it where it is (SIGSTOP), until {@link #resume()}; what is sent to it waits in the kernel. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT); does nothing to one that was not paused, or has ended. */
    public void resume() {
        signal("CONT");
    }

    /** Has it write into its log what each of its threads does (SIGQUIT). */
    public void dumpThreads() {
        signal("QUIT");
    }

    private void signal(String signal) {
        if (process.isAlive()) { // or its number may be another's by now
            Signals.send(pid(), signal);
        }
    }

    /** The last lines of its log. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(spec.log(), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private void await() {
        try {
            process.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
            spec.pidFile().delete();
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError(spec.name() + " did not stop within " + STOP_WITHIN.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
