package dev.parley.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./parley chaos}. Status 0: no promise was broken; 1: one was, or a fault was not recovered from; 2: it cannot run. */
public final class ChaosMain {
    private static final int CANNOT_RUN = 2;
    private static final long LEAVE_WITHIN_SECONDS = 100;

    private ChaosMain() {}

    /** Arguments: what {@code ./parley chaos --help} says. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> arguments = Arrays.asList(args);
        int status;
        try {
            ChaosOptions options = ChaosOptions.parse(arguments);
            boolean isolated = Isolation.isInside() || Isolation.isPermitted();
            Selection selection = new Selection(options, isolated);
            if (isolated && !Isolation.isInside()) {
                status = Isolation.run(arguments);
            } else {
                status = run(options, selection, out);
            }
        } catch (IllegalArgumentException | IllegalStateException | AssertionError | IOException e) {
            out.println("parley chaos: " + e.getMessage());
            status = CANNOT_RUN;
        } catch (InterruptedException e) {
            out.println("Ended before its time.");
            status = CANNOT_RUN;
        }
        Runtime.getRuntime().halt(status);
    }

    private static int run(ChaosOptions options, Selection selection, PrintStream out)
            throws IOException, InterruptedException {
        endOnSignal(Thread.currentThread());
        if (!selection.impossible().isEmpty()) {
            out.println("No namespaces for this user on this machine, so these faults are not injected: "
                    + String.join("; ", selection.impossible()));
        }
        Instant started = Instant.now();
        Path folder = options.folder()
                .resolve("run-"
                        + started.truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-'));
        Files.createDirectories(folder);
        out.println("Seed " + options.seed() + ". Logs in " + folder + ". Starting the cluster ...");
        try (Harmed cluster = Harmed.start(options.root(), folder)) {
            try {
                return new Run(options, selection, cluster, folder, out).play();
            } finally {
                boolean interrupted = Thread.interrupted(); // or closing would not wait for anything
                out.println(interrupted ? "Interrupted: ending the cluster ..." : "Ending the cluster ...");
            }
        }
    }

    /** A signal interrupts the run, which then takes away what it made; the JVM stays until that is done. */
    private static void endOnSignal(Thread runner) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            runner.interrupt();
                            try {
                                runner.join(TimeUnit.SECONDS.toMillis(LEAVE_WITHIN_SECONDS));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "chaos-end"));
    }
}
