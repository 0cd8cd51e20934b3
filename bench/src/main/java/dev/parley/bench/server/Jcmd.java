package dev.parley.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks another JVM about itself. Blocks. */
final class Jcmd {
    private Jcmd() {}

    /** Bytes of all objects that can be reached: the garbage is collected before it counts. */
    static long liveHeapBytes(long pid) {
        String histogram = ask(pid, "GC.class_histogram");
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("jcmd gave no histogram of " + pid + ": " + histogram));
        return Long.parseLong(total.trim().split("\\s+", -1)[2]);
    }

    /** Every flag that is not at its default, those included that the JVM has chosen by the machine. */
    static String flags(long pid) {
        return ask(pid, "VM.flags")
                .lines()
                .filter(line -> line.startsWith("-XX:"))
                .findFirst()
                .orElse("")
                .strip();
    }

    private static String ask(long pid, String command) {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
