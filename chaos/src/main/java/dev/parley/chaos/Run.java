package dev.parley.chaos;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** One run on a cluster that has been started: load, faults, verdict, report. */
final class Run {
    private final ChaosOptions options;
    private final Selection selection;
    private final Harmed cluster;
    private final Path folder;
    private final PrintStream out;

    Run(ChaosOptions options, Selection selection, Harmed cluster, Path folder, PrintStream out) {
        this.options = options;
        this.selection = selection;
        this.cluster = cluster;
        this.folder = folder;
        this.out = out;
    }

    /** Returns the exit status. */
    int play() throws IOException, InterruptedException {
        Instant started = Instant.now();
        Rounds rounds = new Rounds(cluster, out);
        rounds.begin();
        Verdict verdict = options.judged() ? judged(rounds) : unjudged(rounds);
        FaultTable table = new FaultTable(rounds.done(), verdict);
        Path report = folder.resolve("chaos.json");
        JsonObject json = ReportJson.of(table, options.seed(), started, selection.impossible());
        Files.writeString(report, json.encodePrettily());
        out.println();
        out.println(table.markdown());
        table.summary().forEach(out::println);
        if (!selection.impossible().isEmpty()) {
            out.println("not injected here: " + String.join("; ", selection.impossible()));
        }
        out.println((table.passed() ? "Passed" : "FAILED") + ". All of it: " + report);
        return table.passed() ? 0 : 1;
    }

    private Verdict judged(Rounds rounds) throws IOException, InterruptedException {
        try (Judge judge = Judge.start(options, folder, cluster.gateways())) {
            judge.awaitLoad();
            inject(rounds);
            out.println("Waiting for the verdict ...");
            return judge.verdict();
        }
    }

    private Verdict unjudged(Rounds rounds) throws InterruptedException {
        inject(rounds);
        return Verdict.unasked();
    }

    private void inject(Rounds rounds) throws InterruptedException {
        rounds.play(
                selection.plan(),
                selection::wants,
                options.faults(),
                Instant.now().plus(options.time()));
    }
}
