package dev.parley.verify;

import dev.parley.verify.judge.Verdict;
import dev.parley.verify.judge.Waits;
import dev.parley.verify.judge.Witness;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** An outcome for people. */
final class ReportText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int WORST = 5;

    private ReportText() {}

    static String of(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        Verdict.Counts counts = verdict.counts();
        List<String> lines = new ArrayList<>();
        lines.add("%d s: %d messages said, %d acknowledged (%d of them again), %d events stored, %d delivered"
                .formatted(
                        outcome.millis() / 1000,
                        counts.said(),
                        counts.answered(),
                        counts.repeated(),
                        counts.stored(),
                        counts.delivered()));
        lines.add("strangers refused %d times; %d visits, seen after %d ms and gone after %d ms at most"
                .formatted(
                        outcome.refusals(),
                        outcome.presence().visits(),
                        outcome.presence().longestUnseen(),
                        outcome.presence().longestGhost()));
        lines.addAll(waits("longest waits of readers for an event that was known", verdict.reading(), outcome.began()));
        lines.addAll(waits("longest waits of publishers for the first answer", verdict.answering(), outcome.began()));
        if (!outcome.troubles().isEmpty()) {
            lines.add("troubles, none of them a violation:");
            outcome.troubles().forEach((what, times) -> lines.add("  %6d  %s".formatted(times, what)));
        }
        outcome.notes().forEach(note -> lines.add("note: " + note));
        lines.add("");
        if (verdict.holds()) {
            lines.add("All promises held.");
        } else {
            lines.add("VIOLATED, %d times:".formatted(verdict.violationCount()));
            verdict.violations().forEach(violation -> lines.add("  " + violation));
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> waits(String title, Map<Witness, Waits> all, Instant began) {
        List<String> lines = new ArrayList<>();
        lines.add(title + ":");
        all.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().longest()))
                .limit(WORST)
                .forEach(entry -> {
                    lines.add("  %6d ms  %s".formatted(entry.getValue().longest(), entry.getKey()));
                    entry.getValue().stretches().stream()
                            .sorted(Comparator.comparingLong(wait -> wait.start() - wait.end()))
                            .limit(2)
                            .forEach(wait -> lines.add("             %s to %s, from %s to %s"
                                    .formatted(
                                            TIME.format(began.plusMillis(wait.start())),
                                            TIME.format(began.plusMillis(wait.end())),
                                            wait.from(),
                                            wait.at())));
                });
        return lines;
    }
}
