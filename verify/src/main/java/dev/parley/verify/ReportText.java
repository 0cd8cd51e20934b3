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
import java.util.Locale;
import java.util.Map;

/** An outcome for people. */
final class ReportText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WORST = 5;

    private ReportText() {}

    static String of(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        Verdict.Counts counts = verdict.counts();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d s: %d messages said, %d acknowledged (%d of them again), %d events stored, %d delivered",
                outcome.millis() / 1000,
                counts.said(),
                counts.answered(),
                counts.repeated(),
                counts.stored(),
                counts.delivered()));
        lines.add(String.format(
                Locale.ROOT,
                "strangers refused %d times, somebody removed from a room %d times",
                outcome.shut().refusals(),
                outcome.shut().removals()));
        lines.add(String.format(
                Locale.ROOT,
                "%d visits, seen after %d ms and gone after %d ms at most",
                outcome.presence().visits(),
                outcome.presence().unseen().longest(),
                outcome.presence().ghosts().longest()));
        lines.add(String.format(
                Locale.ROOT,
                "this program itself stood still for %d ms at most: no wait is told more exactly",
                outcome.standstill()));
        lines.addAll(waits("longest waits of readers for an event that was known", verdict.reading(), outcome.began()));
        lines.addAll(waits("longest waits of publishers for the first answer", verdict.answering(), outcome.began()));
        if (!outcome.troubles().isEmpty()) {
            lines.add("troubles, none of them a violation:");
            outcome.troubles()
                    .forEach((what, times) -> lines.add(String.format(Locale.ROOT, "  %6d  %s", times, what)));
        }
        outcome.notes().forEach(note -> lines.add("note: " + note));
        lines.add("");
        outcome.unjudged().forEach(what -> lines.add("not judged: " + what));
        if (outcome.holds()) {
            lines.add("All promises held.");
        } else if (verdict.holds()) {
            lines.add("Nothing was violated, but not everything could be judged.");
        } else {
            lines.add(String.format(Locale.ROOT, "VIOLATED, %d times:", verdict.violationCount()));
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
                    lines.add(String.format(
                            Locale.ROOT, "  %6d ms  %s", entry.getValue().longest(), entry.getKey()));
                    entry.getValue().stretches().stream()
                            .sorted(Comparator.comparingLong(wait -> wait.start() - wait.end()))
                            .limit(2)
                            .forEach(wait -> lines.add(String.format(
                                    Locale.ROOT,
                                    "             %s to %s, from %s to %s",
                                    TIME.format(began.plusMillis(wait.start())),
                                    TIME.format(began.plusMillis(wait.end())),
                                    wait.from(),
                                    wait.at())));
                });
        return lines;
    }
}
