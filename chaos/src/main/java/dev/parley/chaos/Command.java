package dev.parley.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short programs of the system: {@code ip}, {@code mount}. */
final class Command {
    private static final int WITHIN_SECONDS = 20;

    private Command() {}

    /**
     * Runs it to its end.
     *
     * @throws IllegalStateException with what it printed, where it fails or takes longer than 20 s
     */
    static void run(String... command) {
        String said = outcome(List.of(command));
        if (!said.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }

    /** Whether it succeeds. */
    static boolean works(String... command) {
        return outcome(List.of(command)).isEmpty();
    }

    /** Empty where it succeeded. */
    private static String outcome(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "still running after " + WITHIN_SECONDS + " s";
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? "" : "status " + process.exitValue() + " " + output;
        } catch (IOException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new java.io.InterruptedIOException("interrupted: " + command));
        }
    }
}
