package dev.parley.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;

/** One run on a cluster that has been started: load, faults, verdict, report. */
final class Run {
    private final ChaosOptions options;
    private final Harmed cluster;
    private final Path folder;
    private final PrintStream out;

    Run(ChaosOptions options, Harmed cluster, Path folder, PrintStream out) {
        this.options = options;
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
        Files.writeString(report, table.json(options.seed(), started).encodePrettily());
        out.println();
        out.println(table.markdown());
        verdict.summary().forEach(out::println);
        boolean recovered = rounds.done().stream()
                .allMatch(injection -> injection.problems().isEmpty());
        boolean passed = recovered && (verdict.passed() || !options.judged());
        out.println((passed ? "Passed" : "FAILED") + ". All of it: " + report);
        return passed ? 0 : 1;
    }

    private Verdict judged(Rounds rounds) throws IOException, InterruptedException {
        try (Judge judge = Judge.start(options.root(), folder, cluster.gateways())) {
            judge.awaitLoad();
            inject(rounds);
            out.println("Waiting for the verdict ...");
            return judge.verdict();
        }
    }

    private Verdict unjudged(Rounds rounds) throws InterruptedException {
        inject(rounds);
        return Verdict.none("Nobody judged: only the recovery was looked at.");
    }

    private void inject(Rounds rounds) throws InterruptedException {
        Iterator<Fault> faults = options.brief() ? Plan.brief().iterator() : new Plan(options.seed());
        rounds.play(
                faults,
                fault -> (Isolation.isInside() || !fault.needsIsolation())
                        && options.only().map(fault.label()::contains).orElse(true),
                options.faults(),
                Instant.now().plus(options.time()));
    }
}
