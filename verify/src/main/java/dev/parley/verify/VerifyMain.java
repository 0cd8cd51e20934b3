package dev.parley.verify;

import dev.parley.verify.judge.Verdict;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./parley verify}: what it can do is said by {@code ./parley verify --help}. */
public final class VerifyMain {
    static final int HELD = 0;
    static final int VIOLATED = 1;
    static final int NOT_JUDGED = 2;
    static final int NOT_RUN = 2;

    private static final long PROGRESS_SECONDS = 10;

    private VerifyMain() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Runtime.getRuntime().halt(run(Arrays.asList(arguments), out, err));
    }

    /** Runs what was asked for; the value is the exit status. A signal ends the run early, and it is judged. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        VerifyOptions options;
        try {
            options = Arguments.parse(arguments);
        } catch (IllegalArgumentException | IOException e) {
            err.println("parley verify: " + e.getMessage() + " (see ./parley verify --help)");
            return NOT_RUN;
        }
        Vertx vertx = Vertx.vertx();
        Verification verification = new Verification(vertx, options);
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread onSignal = new Thread(() -> {
            verification.stop();
            Runtime.getRuntime().halt(status.join());
        });
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            Outcome outcome = await(verification, out);
            out.print(ReportText.of(outcome));
            if (options.report().isPresent()) {
                write(options.report().get(), outcome);
            }
            status.complete(status(outcome));
        } catch (ExecutionException | IOException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            err.println("parley verify: could not be run: " + cause);
            status.complete(NOT_RUN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status.complete(NOT_RUN);
        }
        out.flush();
        vertx.close();
        forget(onSignal);
        return status.join();
    }

    /** What is known to be broken counts more than what is not known. */
    static int status(Outcome outcome) {
        if (!outcome.verdict().holds()) {
            return VIOLATED;
        }
        return outcome.unjudged().isEmpty() ? HELD : NOT_JUDGED;
    }

    private static void forget(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // A signal has come, and the hook waits for the status.
        }
    }

    private static Outcome await(Verification verification, PrintStream out)
            throws ExecutionException, InterruptedException {
        CompletableFuture<Outcome> outcome =
                verification.start().toCompletionStage().toCompletableFuture();
        while (true) {
            try {
                return outcome.get(PROGRESS_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException running) {
                verification.progress().onSuccess(verdict -> out.println(progress(verdict)));
            }
        }
    }

    private static String progress(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "... %d said, %d acknowledged, %d delivered, %d violations",
                verdict.counts().said(),
                verdict.counts().answered(),
                verdict.counts().delivered(),
                verdict.violationCount());
    }

    private static void write(Path file, Outcome outcome) throws IOException {
        Files.writeString(file, ReportJson.of(outcome).encodePrettily() + "\n", StandardCharsets.UTF_8);
    }
}
