package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java has no method for. */
final class Signals {
    private Signals() {}

    /**
     * Sends a signal, by its name without {@code SIG}; does nothing where the process has ended.
     *
     * @throws UncheckedIOException where there is no {@code sh}
     */
    static void send(long pid, String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
